"use client";

import { createContext, useContext } from "react";
import type { ActionForm } from "@/components/form/use-action-form";

export const FormContext = createContext<ActionForm | null>(null);

/** The form around a part of it; null outside of a `Form`. */
export function useForm(): ActionForm | null {
  return useContext(FormContext);
}
