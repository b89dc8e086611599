/**
 * What moves although less motion is asked for: animations and transitions of more than an instant. Runs in the page, and so uses nothing
 * around it.
 */
export function findMoving(): string[] {
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return ['less motion is not asked for'];
  const faults: string[] = [];
  const look = (root: Document | ShadowRoot) => {
    for (const { effect } of root.getAnimations()) {
      if (!(effect instanceof KeyframeEffect) || Number(effect.getComputedTiming().duration) <= 1) continue;
      faults.push(`${effect.target?.localName}.${effect.target?.className} moves with less motion asked for`);
    }
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) look(shadowRoot);
  };
  look(document);
  return faults;
}
