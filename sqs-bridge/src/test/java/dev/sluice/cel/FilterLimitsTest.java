package dev.sluice.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FilterLimitsTest {

    private static final JsonNode RES = JsonNodeFactory.instance.objectNode();

    private static JsonNode payload() {
        ObjectNode req = JsonNodeFactory.instance.objectNode();
        req.put("s", "a".repeat(1_000_000));
        req.put("one", "a");
        for (int i = 0; i < 20_000; i++) {
            req.withArray("l").add("x" + i);
        }
        return req;
    }

    private static Evaluation evaluate(String expression) {
        return FilterTest.compiled(FilterEnvironment.withoutClaims(), expression)
                .evaluate(payload(), RES, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "req.l.all(x, req.l.all(y, req.l.all(z, z != '')))",
                "req.l.all(x, req.l.all(y, y != '')) || true",
                "req.l.exists(x, x in req.l.filter(y, y == '')) || req.l.all(x, req.l.exists(y, y == x))",
                "req.s.replace('', req.s) == ''",
                "(req.s + req.s).contains(req.s + 'b')",
                "(req.s + req.s).split(req.s + 'b').size() == 9",
                "req.l.map(x, req.s).join() == ''",
                "'%s'.format([req.l.map(x, req.s)]) == ''",
                "sets.equivalent(req.l, req.l.map(x, x + '!'))",
                "req.s.matches('(a?){150}a{150}b')",
                "req.l.all(x, !req.s.matches('(a|b|ab)*c|(a*)*b'))",
            })
    void whatDoesTooMuchFails(String expression) {
        long start = System.nanoTime();
        assertThat(evaluate(expression)).isInstanceOf(Evaluation.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void textThatDoubles() {
        String expression = "req.one" + ".split(',').map(x, x + x)[0]".repeat(40) + " == ''";
        assertThat(evaluate(expression))
                .isEqualTo(
                        new Evaluation.Failed("the expression makes more than 16777216 characters and list elements"));
    }

    @Test
    void aListWithinItself() {
        String expression = "[1]" + ".map(x, [x, x])".repeat(1) + " == [[1, 1]]";
        assertThat(evaluate(expression)).isEqualTo(new Evaluation.Is(true));
        String nested = "optional.of([1])" + ".optMap(x, [dyn(x), dyn(x)])".repeat(40) + ".hasValue()";
        assertThat(evaluate(nested)).isInstanceOf(Evaluation.Failed.class);
    }

    @Test
    void anErrorThatIsAbsorbedIsNone_aLimitIs() {
        assertThat(evaluate("req.nope == 1 || true")).isEqualTo(new Evaluation.Is(true));
        FilterEnvironment filters = FilterEnvironment.withLimits(new Limits(100, 100, Duration.ofSeconds(1)));
        assertThat(FilterTest.compiled(filters, "req.l.all(x, x != '') || true").evaluate(payload(), RES, null))
                .isEqualTo(new Evaluation.Failed("the expression takes more than 100 steps"));
    }

    @Test
    void theClock() {
        FilterEnvironment filters =
                FilterEnvironment.withLimits(new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMillis(50)));
        assertThat(FilterTest.compiled(filters, "req.l.all(x, req.l.all(y, y != ''))")
                        .evaluate(payload(), RES, null))
                .isEqualTo(new Evaluation.Failed("the expression takes longer than 50 ms"));
    }

    @Test
    void whatIsLargeButUsualDoesNotFail() {
        assertThat(evaluate("req.l.exists(x, x == 'x19999') && req.l.filter(x, x.endsWith('77')).size() == 200"))
                .isEqualTo(new Evaluation.Is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a'.matches('((((a{1000}){1000}){1000}){1000})')",
                "req.one.matches('a{1000}{1000}')",
            })
    void aPatternThatMultiplies(String expression) {
        assertThat(FilterEnvironment.withoutClaims().compile(expression)).isInstanceOf(Compilation.Invalid.class);
    }

    @Test
    void deepNestingDoesNotCompile() {
        FilterEnvironment filters = FilterEnvironment.withoutClaims();
        assertThat(filters.compile("(".repeat(20_000) + "true" + ")".repeat(20_000)))
                .isInstanceOf(Compilation.Invalid.class);
        assertThat(filters.compile("!".repeat(50_000) + "true")).isNotNull();
        assertThat(filters.compile("req" + ".a".repeat(40_000) + " == 1")).isNotNull();
        assertThat(filters.compile("true" + " && true".repeat(10_000))).isNotNull();
        assertThat(filters.compile("[".repeat(5_000) + "]".repeat(5_000) + " == []"))
                .isNotNull();
    }

    @Test
    void aDeepPayload() {
        JsonNode deep = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 900; i++) {
            deep = JsonNodeFactory.instance.objectNode().set("a", deep);
        }
        assertThat(FilterTest.compiled(FilterEnvironment.withoutClaims(), "req == req.a || req.a.a == req.a")
                        .evaluate(deep, RES, null))
                .isEqualTo(new Evaluation.Is(false));
    }
}
