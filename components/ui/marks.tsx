import { writable } from "@/components/written/written";

type Props = { className?: string };

const frame = {
  width: 12,
  height: 12,
  viewBox: "0 0 12 12",
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.6,
  strokeLinecap: "round",
  strokeLinejoin: "round",
  "aria-hidden": true,
} as const;

/** The few signs of the portal, drawn with one pen; all are hidden from screen readers. */
export const CloseMark = ({ className }: Props) => (
  <svg {...frame} className={className}>
    <path d="m3 3 6 6M9 3 3 9" />
  </svg>
);

export const CheckMark = ({ className }: Props) => (
  <svg {...frame} className={className}>
    <path d="m2 6.5 2.7 2.800L10 3" />
  </svg>
);

export const DownMark = ({ className }: Props) => (
  <svg {...frame} className={className}>
    <path d="m3 4.5 3 3 3-3" />
  </svg>
);

export const RightMark = ({ className }: Props) => (
  <svg {...frame} className={className}>
    <path d="m4.5 3 3 3-3 3" />
  </svg>
);

export const UpMark = ({ className }: Props) => (
  <svg {...frame} className={className}>
    <path d="m3 7.5 3-3 3 3" />
  </svg>
);

writable(CloseMark, CheckMark, DownMark, RightMark, UpMark);
