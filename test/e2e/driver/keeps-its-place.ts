/**
 * Whether an element stands where it stood two frames ago: the press would land beside what is on its way elsewhere. A hidden page draws
 * no frames: there a tenth of a second passes. Runs in the page.
 */
export async function keepsItsPlace(element: Element): Promise<boolean> {
  const place = () => JSON.stringify(element.getBoundingClientRect());
  const before = place();
  await new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(done));
    setTimeout(done, 100);
  });
  return place() === before;
}
