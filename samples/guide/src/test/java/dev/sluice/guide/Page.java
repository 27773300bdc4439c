package dev.sluice.guide;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * A Markdown file of the project, in GitHub's dialect as far as it is used here.
 *
 * @param file where it is
 * @param document what is in it
 */
public record Page(Path file, Node document) {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /** All pages of the project. */
    static List<Page> all() {
        return Project.files("", ".md").stream().map(Page::of).toList();
    }

    /** @param path from the root of the project */
    public static Page of(String path) {
        return of(Project.ROOT.resolve(path));
    }

    private static Page of(Path file) {
        return new Page(file, PARSER.parse(Project.read(file)));
    }

    /** Its path from the root of the project. */
    public String name() {
        return Project.ROOT.relativize(file).toString();
    }

    /** Where its links and images lead to, as written. */
    List<String> destinations() {
        List<String> found = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                found.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                found.add(image.getDestination());
            }
        });
        return found;
    }

    /** The file or folder of the project that a relative link leads to; this page for one that is an anchor alone. */
    Path resolve(String destination) {
        String path = URI.create(destination).getPath();
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
    }

    /** What can stand behind {@code #} in a link to it: a name for each heading. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        IdGenerator names = IdGenerator.builder().build();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(names.generateId(Texts.of(heading)));
            }
        });
        return anchors;
    }

    /**
     * The rows of all tables whose header begins with these cells.
     *
     * @throws IllegalStateException when there is no such table
     */
    public List<Row> rows(String... header) {
        List<Row> rows = new ArrayList<>();
        boolean[] found = {false};
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomBlock block) {
                if (block instanceof TableBlock table && Row.headerOf(table).beginsWith(header)) {
                    found[0] = true;
                    rows.addAll(Row.bodyOf(table));
                }
            }
        });
        if (!found[0]) {
            throw new IllegalStateException(name() + " has no table with the header " + String.join(", ", header));
        }
        return rows;
    }

    /** The blocks of code in it, in their order. */
    List<CodeBlock> blocks() {
        List<CodeBlock> blocks = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(new CodeBlock(name(), block.getInfo(), block.getLiteral()));
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                blocks.add(new CodeBlock(name(), "", block.getLiteral()));
            }
        });
        return blocks;
    }
}
