import { Button } from "../ui/button";
import { office } from "./words";

export function PrintButton() {
  return (
    <Button icon="printer" onClick={() => print()}>
      {office().print}
    </Button>
  );
}
