export function Verify() {
  return <div />;
}
