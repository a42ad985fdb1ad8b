/** Rows with paths as a tree that opens and closes. */
import { useState } from "preact/hooks";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { Icon } from "../../ui/icon";
import { organizations } from "./words";

interface Node {
  path: string;
  name: string;
  name_en: string;
}

interface TreeProps<Row extends Node> {
  rows: readonly Row[];
  /** A quiet word beside the name. */
  remark: (row: Row) => string;
  hrefOf: (row: Row) => string;
  onAdd: (row: Row) => void;
  onEdit?: (row: Row) => void;
}

export function Tree<Row extends Node>(tree: TreeProps<Row>) {
  const paths = new Set(tree.rows.map((row) => row.path));
  const roots = tree.rows.filter((row) => !paths.has(parent(row.path)));
  return (
    <ul class="tree">
      {roots.map((row) => (
        <Branch key={row.path} row={row} tree={tree} depth={0} />
      ))}
    </ul>
  );
}

const parent = (path: string): string => path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);

function Branch<Row extends Node>({ row, tree, depth }: { row: Row; tree: TreeProps<Row>; depth: number }) {
  const children = tree.rows.filter((one) => parent(one.path) === row.path);
  const [open, setOpen] = useState(depth < 1);
  const w = organizations();
  return (
    <li>
      <div class="tree-row">
        {children.length > 0 ? (
          <button type="button" class="toggle" aria-expanded={open} aria-label={`${open ? w.collapse : w.expand} ${nameOf(row)}`} onClick={() => setOpen(!open)}>
            <Icon name="right" />
          </button>
        ) : (
          <span class="toggle" />
        )}
        <a class="grow tree-name" href={tree.hrefOf(row)}>
          <b>{nameOf(row)}</b> <span class="muted">{tree.remark(row)}</span>
        </a>
        {may("organizations.write") && (
          <>
            {tree.onEdit && (
              <button type="button" class="button quiet square" aria-label={w.editNamed(nameOf(row))} onClick={() => tree.onEdit?.(row)}>
                <Icon name="pencil" />
              </button>
            )}
            <button type="button" class="button quiet square" aria-label={w.addUnder(nameOf(row))} onClick={() => tree.onAdd(row)}>
              <Icon name="plus" />
            </button>
          </>
        )}
      </div>
      {open && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.path} row={child} tree={tree} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
