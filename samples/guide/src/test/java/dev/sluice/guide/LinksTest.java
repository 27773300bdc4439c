package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The links of all pages. Addresses outside of the project are looked at, not called. */
class LinksTest {

    private final Map<Path, Page> pages =
            Page.all().stream().collect(Collectors.toMap(Page::file, Function.identity()));

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Page page : pages.values()) {
            for (String destination : page.destinations()) {
                links++;
                mistake(page, destination).ifPresent(mistake -> broken.add(page.name() + ": " + mistake));
            }
        }

        assertThat(broken).isEmpty();
        // or nothing was looked at
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void everyPageCanBeReachedFromTheReadme() {
        Path readme = Project.ROOT.resolve("README.md");
        Set<Path> reached = new LinkedHashSet<>(Set.of(readme));
        Deque<Path> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            Page page = Objects.requireNonNull(pages.get(open.pop()));
            for (String destination : page.destinations()) {
                if (isRelative(destination)) {
                    Path target = page.resolve(destination);
                    Path next = Files.isDirectory(target) ? target.resolve("README.md") : target;
                    if (pages.containsKey(next) && reached.add(next)) {
                        open.push(next);
                    }
                }
            }
        }

        assertThat(reached).containsExactlyInAnyOrderElementsOf(pages.keySet());
    }

    private Optional<String> mistake(Page page, String destination) {
        if (!isRelative(destination)) {
            URI address = URI.create(destination);
            return "https".equals(address.getScheme()) && address.getHost() != null
                    ? Optional.empty()
                    : Optional.of(destination + " is no https address");
        }
        Path target = page.resolve(destination);
        if (!target.startsWith(Project.ROOT) || !Files.exists(target)) {
            return Optional.of(destination + " does not exist");
        }
        String anchor = URI.create(destination).getFragment();
        if (anchor == null) {
            return Optional.empty();
        }
        Page to = pages.get(target);
        return to != null && to.anchors().contains(anchor)
                ? Optional.empty()
                : Optional.of(destination + ": there is no such heading");
    }

    private static boolean isRelative(String destination) {
        return !URI.create(destination).isAbsolute();
    }
}
