"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useState } from "react";
import { type Theme, themeClass, themeCookie, themes } from "@/components/theme/theme";
import { keepCookie } from "@/components/ui/keep-cookie";
import { cn } from "@/lib/utils";

const looks = {
  light: { icon: Sun, label: "Light" },
  dark: { icon: Moon, label: "Dark" },
  system: { icon: Monitor, label: "System" },
};

function applyTheme(theme: Theme) {
  keepCookie(themeCookie, theme);
  const root = document.documentElement.classList;
  root.remove("light", "dark");
  const className = themeClass(theme);
  if (className) root.add(className);
}

/** Three radio buttons; a choice shows at once and is kept in the `theme` cookie for a year. */
export function ThemeSwitch({ theme, className }: { theme: Theme; className?: string }) {
  const name = useId();
  const [current, setCurrent] = useState(theme);
  return (
    <fieldset data-slot="theme-switch" className={cn("inline-flex rounded-md border p-0.5", className)}>
      <legend className="sr-only">Theme</legend>
      {themes.map((option) => {
        const { icon: Icon, label } = looks[option];
        return (
          <label
            key={option}
            title={label}
            className="grid size-6 place-items-center rounded-sm text-muted-foreground hover:text-foreground has-checked:bg-muted has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name={name}
              value={option}
              checked={current === option}
              onChange={() => {
                setCurrent(option);
                applyTheme(option);
              }}
              className="sr-only"
            />
            <Icon aria-hidden="true" className="size-3.5" />
            <span className="sr-only">{label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
