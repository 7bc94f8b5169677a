import {
  Activity,
  BookOpen,
  Building2,
  ChartNoAxesColumn,
  History,
  KeyRound,
  type LucideIcon,
  MessageCircle,
  Phone,
  ScrollText,
  Send,
  Settings,
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
  chart: ChartNoAxesColumn,
  message: MessageCircle,
  activity: Activity,
  settings: Settings,
} satisfies Record<string, LucideIcon>;

export type NavIcon = keyof typeof navIcons;
export type NavItem = { href: string; label: string; icon: NavIcon; external?: boolean; count?: number };
