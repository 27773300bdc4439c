package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Somebody who follows a page: runs its blocks of commands, as they stand there and in their order. */
final class Follower implements AutoCloseable {

    private final Terminal terminal;
    private final Deque<CodeBlock> blocks;

    /**
     * @param test whose blocks, by the {@link CommandTable}
     * @param page where they are
     */
    Follower(Class<?> test, String page, Terminal terminal) {
        this.terminal = terminal;
        this.blocks = new ArrayDeque<>(CommandTable.blocksOf(test, page));
    }

    /**
     * Runs the next block.
     *
     * @param begin what it begins with
     * @return what it printed on standard output
     */
    String run(String begin) {
        return run(begin, Map.of());
    }

    /**
     * Runs the next block with values of the reader's own.
     *
     * @param begin what it begins with
     * @param ownValues what stands on the page as an example, and what to write in its place
     * @return what it printed on standard output
     */
    String run(String begin, Map<String, String> ownValues) {
        return terminal.run(take(begin, ownValues));
    }

    /** Runs all blocks that are left. */
    void runAll() {
        assertThat(blocks).isNotEmpty();
        while (!blocks.isEmpty()) {
            terminal.run(blocks.remove().text());
        }
    }

    /** The commands of the next block, with values of the reader's own, to be run in another way. */
    String take(String begin, Map<String, String> ownValues) {
        CodeBlock block = blocks.element();
        assertThat(block.firstLine()).as(block.page()).startsWith(begin);
        blocks.remove();
        String commands = block.text();
        for (Map.Entry<String, String> value : ownValues.entrySet()) {
            assertThat(commands).contains(value.getKey());
            commands = commands.replace(value.getKey(), value.getValue());
        }
        return commands;
    }

    /** Nothing of the page may be left. */
    @Override
    public void close() {
        assertThat(blocks).as("not run").isEmpty();
    }
}
