import { encode } from "uqr";

/** A link as a square to point a phone at. Always dark on light, since many cameras read nothing else. */
export function QrCode(props: { value: string; label: string; size?: number }) {
  const matrix = () => encode(props.value, { border: 2, ecc: "M" });
  const path = () =>
    matrix()
      .data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join(""))
      .join("");
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${matrix().size} ${matrix().size}`}
      width={props.size ?? 176}
      height={props.size ?? 176}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width={matrix().size} height={matrix().size} fill="#fdf8ee" />
      <path d={path()} fill="#23160d" />
    </svg>
  );
}
