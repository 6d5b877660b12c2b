/** The page frame. */
export function App() {
  return (
    <main>
      <h1>Meantime</h1>
    </main>
  );
}
