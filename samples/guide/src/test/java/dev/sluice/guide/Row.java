package dev.sluice.guide;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Node;

/**
 * A row of a table.
 *
 * @param cells what is in it, from left to right
 */
public record Row(List<Cell> cells) {

    /**
     * @param text all of it, without markup
     * @param codes what is between backticks
     */
    public record Cell(String text, List<String> codes) {}

    /** The cell of a column, counted from 0. */
    public Cell cell(int column) {
        return cells.get(column);
    }

    boolean beginsWith(String... texts) {
        return cells.stream().map(Cell::text).limit(texts.length).toList().equals(List.of(texts));
    }

    static Row headerOf(TableBlock table) {
        return of(table.getFirstChild().getFirstChild());
    }

    static List<Row> bodyOf(TableBlock table) {
        List<Row> rows = new ArrayList<>();
        for (Node part : children(table)) {
            if (part instanceof TableBody) {
                children(part).forEach(row -> rows.add(of(row)));
            }
        }
        return rows;
    }

    private static Row of(Node row) {
        return new Row(children(row).stream()
                .filter(TableCell.class::isInstance)
                .map(cell -> new Cell(Texts.of(cell).strip(), Texts.codes(cell)))
                .toList());
    }

    private static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }
}
