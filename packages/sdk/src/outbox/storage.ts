/** Where unsent commands are kept over a reload; `sessionStorage` fits. */
export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}
