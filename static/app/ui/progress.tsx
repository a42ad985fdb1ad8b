/** How far along, in words for those who cannot see the bar. */
export function Progress({ done, of, label }: { done: number; of: number; label: string }) {
  const share = of > 0 ? Math.min(100, (done / of) * 100) : 0;
  return (
    <div class="progress" role="progressbar" aria-label={label} aria-valuenow={done} aria-valuemin={0} aria-valuemax={of}>
      <i style={{ width: `${share}%` }} />
    </div>
  );
}
