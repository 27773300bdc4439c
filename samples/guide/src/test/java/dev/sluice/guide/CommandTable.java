package dev.sluice.guide;

import java.util.ArrayList;
import java.util.List;

/** Which tests run which commands of the pages, and which run none and why: the tables of {@code samples/guide/README.md}. */
final class CommandTable {

    private static final Page PAGE = Page.of("samples/guide/README.md");

    private CommandTable() {}

    /**
     * A row.
     *
     * @param page the name of the page that the blocks are on
     * @param begin what they begin with; several may begin with the same
     * @param test the test that runs them; empty when none does
     */
    record Entry(String page, String begin, String test) {

        boolean isOf(CodeBlock block) {
            return block.page().equals(page) && block.firstLine().startsWith(begin);
        }
    }

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Row row : PAGE.rows("page", "begins with", "run by")) {
            entries.add(new Entry(
                    row.cell(0).text(), row.cell(1).text(), row.cell(2).text()));
        }
        for (Row row : PAGE.rows("page", "begins with", "not run, because")) {
            entries.add(new Entry(row.cell(0).text(), row.cell(1).text(), ""));
        }
        return entries;
    }

    /** All blocks of commands, in the order of pages and places. */
    static List<CodeBlock> blocks() {
        return Page.all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(CodeBlock::isCommands)
                .toList();
    }

    /** The blocks of a page that a test runs. */
    static List<CodeBlock> blocksOf(Class<?> test, String page) {
        List<Entry> entries = entries().stream()
                .filter(entry -> entry.test().equals(test.getSimpleName())
                        && entry.page().equals(page))
                .toList();
        return blocks().stream()
                .filter(block -> entries.stream().anyMatch(entry -> entry.isOf(block)))
                .toList();
    }
}
