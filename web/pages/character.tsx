export function Character() {
  return <div />;
}
