/** Four bars of sound; the letters stand beside it where there is room. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden fill="var(--accent)">
      <rect x="2.5" y="8.5" width="3.4" height="7" rx="1.7" />
      <rect x="7.7" y="3" width="3.4" height="18" rx="1.7" />
      <rect x="12.9" y="6.5" width="3.4" height="11" rx="1.7" />
      <rect x="18.1" y="9.5" width="3.4" height="5" rx="1.7" />
    </svg>
  );
}
