package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PrintableProperties {

    @Property
    void nothingIsLongerThanAllowedOrOutsideOfPrintableAscii(
            @ForAll String text, @ForAll @IntRange(min = 3, max = 40) int max) {
        assertThat(Printable.of(text, max)).hasSizeLessThanOrEqualTo(max).matches("[ -~]*");
    }

    @Example
    void printableTextStaysAsItIs() {
        assertThat(Printable.of("apps/hook-1 ~", 13)).isEqualTo("apps/hook-1 ~");
        assertThat(Printable.of("0123456789", 9)).isEqualTo("012345...");
    }
}
