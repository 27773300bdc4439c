package dev.sluice.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing is ever thrown, whatever an author writes and a payload holds. */
class FilterProperties {

    private static final FilterEnvironment FILTERS = FilterEnvironment.withClaims();
    private static final JsonNode REQ = CelCorpus.json(
            "{\"s\":\"a,b\",\"n\":1.5,\"l\":[1,\"a\",null,[true]],\"o\":{\"k\":{\"k\":[]}},\"z\":null,\"t\":\"2024-01-02T03:04:05Z\"}");
    private static final List<String> VALUES = List.of(
            "req",
            "req.s",
            "req.n",
            "req.l",
            "req.o",
            "req.z",
            "res",
            "claims",
            "null",
            "1",
            "-1u",
            "2.5",
            "'a'",
            "b'x'",
            "[]",
            "{}",
            "[1, 2]",
            "{'a': 1}",
            "optional.none()",
            "optional.of(req)",
            "timestamp(req.t)",
            "duration('1s')",
            "int",
            "type(req)",
            "9223372036854775807",
            "true",
            "x");
    private static final List<String> SHAPES = List.of(
            "%s == %s",
            "%s + %s",
            "%s / %s",
            "%s[%s]",
            "%s[?%s]",
            "%s in %s",
            "%s < %s",
            "%s && %s",
            "%s || !(%s)",
            "%s.exists(x, %s)",
            "%s.map(x, %s)",
            "%s.optMap(x, %s)",
            "%s.matches(%s)",
            "%s.split(%s)",
            "%s.join(%s)",
            "%s.format([%s])",
            "has(%s.k) ? %s : 1",
            "%s.?k.orValue(%s)",
            "string(%s) + string(%s)",
            "int(%s) - int(%s)",
            "sets.contains(%s, %s)",
            "%s.replace(%s, 'b')",
            "%s.substring(%s)",
            "dyn(%s).getHours(%s)",
            "%s.indexOf(%s)",
            "duration(%s) + timestamp(%s)",
            "{%s: %s}",
            "[%s, %s]",
            "(%s).first().value() == -(%s)");

    @Property(tries = 1500)
    void expressionsOfManyShapes(@ForAll("expressions") String expression) {
        check(expression);
        check("dyn(" + expression + ") == true");
    }

    @Property(tries = 300)
    void anyText(@ForAll String text) {
        check(text);
        check("req.s == '" + text + "'");
        check("req.s.matches(\"" + text + "\")");
    }

    private static void check(String expression) {
        switch (FILTERS.compile(expression)) {
            case Compilation.Invalid(String message) -> assertThat(message).isNotBlank();
            case Compilation.Compiled(Filter filter) -> {
                if (filter.evaluate(REQ, REQ, null) instanceof Evaluation.Failed(String message)) {
                    assertThat(message).isNotBlank();
                }
            }
        }
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> values = Arbitraries.of(VALUES);
        return Arbitraries.recursive(() -> values, FilterProperties::shaped, 0, 3);
    }

    private static Arbitrary<String> shaped(Arbitrary<String> inner) {
        return Arbitraries.of(SHAPES)
                .flatMap(shape ->
                        inner.tuple2().map(both -> shape.formatted("(" + both.get1() + ")", "(" + both.get2() + ")")));
    }
}
