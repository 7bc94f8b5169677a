import {
  BookOpen,
  Building2,
  History,
  KeyRound,
  type LucideIcon,
  Phone,
  ScrollText,
  Send,
  Users,
} from "lucide-react";

export const navIcons = {
  key: KeyRound,
  building: Building2,
  send: Send,
  log: ScrollText,
  phone: Phone,
  history: History,
  users: Users,
  book: BookOpen,
} satisfies Record<string, LucideIcon>;

type NavIcon = keyof typeof navIcons;
export type NavItem = { href: string; label: string; icon: NavIcon; external?: boolean };
