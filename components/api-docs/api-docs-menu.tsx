"use client";

import { BookOpen, ChevronDown, FileBraces, FileText } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { paths } from "@/lib/paths";

/** The documentation of the API to read, and as the files that a supplier is sent. */
export function ApiDocsMenu() {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <BookOpen />
          API documentation
          <ChevronDown />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <a href={paths.apiDocs()} target="_blank" rel="noreferrer">
            <BookOpen />
            Open
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={paths.apiDocsDownload()} download>
            <FileText />
            Download as HTML
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={paths.openApi()} download="witiop-api.json">
            <FileBraces />
            Download as OpenAPI
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
