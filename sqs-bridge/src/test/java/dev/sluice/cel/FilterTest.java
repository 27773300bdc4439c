package dev.sluice.cel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final FilterEnvironment FILTERS = FilterEnvironment.withoutClaims();
    private static final JsonNode REQ = CelCorpus.json("""
            {"s":"topsecret","n":7001,"l":["topsecret",7001],"o":{"topsecret":7001},"z":null,"lone":"\\ud800x"}""");
    private static final JsonNode RES = CelCorpus.json("{\"kind\":\"GitRepository\"}");

    static Evaluation evaluate(String expression) {
        return compiled(FILTERS, expression).evaluate(REQ, RES, null);
    }

    static Filter compiled(FilterEnvironment filters, String expression) {
        return switch (filters.compile(expression)) {
            case Compilation.Compiled(Filter filter) -> filter;
            case Compilation.Invalid(String message) -> throw new AssertionError(message);
        };
    }

    @Test
    void sayWhatIsWrongAndWhere() {
        assertThat(FILTERS.compile("true &&\n  req.s.nope()"))
                .isInstanceOfSatisfying(
                        Compilation.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .startsWith("2:13: ")
                                .contains("nope"));
        assertThat(FILTERS.compile("req.n"))
                .isEqualTo(new Compilation.Invalid(
                        "the expression must be a bool, but is a dyn; compare it, for example with == true"));
        assertThat(FILTERS.compile("int('x') == 1"))
                .isEqualTo(new Compilation.Invalid("1:4: a value cannot be read as that type"));
        assertThat(FILTERS.compile("req.s.matches('[')"))
                .isInstanceOfSatisfying(
                        Compilation.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("invalid pattern"));
        assertThat(evaluate("true && req.nope == 1")).isEqualTo(new Evaluation.Failed("1:12: no such key"));
        assertThat(evaluate("req.n + 1 == 2"))
                .isEqualTo(new Evaluation.Failed("1:7: a function or operator does not take values of these types"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "req.o[req.s + 'x'] == 1",
                "int(req.s) == 1",
                "duration(req.s) == duration('1s')",
                "timestamp(req.s) == timestamp(0)",
                "bool(req.s)",
                "double(req.s) == 1.0",
                "req.l[int(req.n)] == 1",
                "req.s + req.n == ''",
                "req.s.matches(req.s + '[')",
                "req.s.substring(int(req.n)) == ''",
                "[req.s].exists(x, x.nope == 1)",
                "req.s.charAt(int(req.n)) == ''",
                "'%d'.format([req.s]) == ''",
                "req.s.format([]) == '' || req.l.join() == ''",
                "base64.decode(req.s + '!') == b''",
                "req.o.all(k, v, true) || {req.l: 1} == {}",
                "{req.n: 1}.size() == 1",
                "req.s < req.n",
                "req.l.map(x, x + 1).size() == 2",
                "(req.s == '' ? 1 : 9223372036854775807) + int(req.n) == 1",
            })
    void messagesShowNothingOfThePayload(String expression) {
        String message = switch (FILTERS.compile(expression)) {
            case Compilation.Invalid(String problem) -> problem;
            case Compilation.Compiled(Filter filter) ->
                switch (filter.evaluate(REQ, RES, null)) {
                    case Evaluation.Failed(String problem) -> problem;
                    case Evaluation.Is(boolean value) -> throw new AssertionError("it gave " + value);
                };
        };
        assertThat(message).isNotBlank().doesNotContain("topsecret").doesNotContain("7001");
    }

    @Test
    void claimsAreSeenByThoseFiltersOnlyThatMay() {
        assertThat(FILTERS.compile("claims.sub == 'x'")).isInstanceOf(Compilation.Invalid.class);
        Filter filter = compiled(FilterEnvironment.withClaims(), "claims.sub == 'x' && req.n == 7001");
        assertThat(filter.evaluate(REQ, RES, CelCorpus.json("{\"sub\":\"x\"}"))).isEqualTo(new Evaluation.Is(true));
        assertThat(filter.evaluate(REQ, RES, null)).isInstanceOf(Evaluation.Failed.class);
    }

    @Test
    void aSurrogateThatStandsAloneIsReplaced() {
        assertThat(evaluate("req.lone == '\\ufffdx'")).isEqualTo(new Evaluation.Is(true));
    }

    @Test
    void nullIsAValue() {
        assertThat(evaluate("req.z == null && has(req.z) && !has(req.z.x) && !req.?z.?x.hasValue()"))
                .isEqualTo(new Evaluation.Is(true));
    }

    @Test
    void formatsAsGoDoes() {
        assertThat(evaluate("'%s %d %.2f %e %x %X %o %b %%'.format([[1, 2], 3u, 0.125, 1234.5, 'hi', 255, 8, 5])"
                        + " == '[1, 2] 3 0.12 1.234500e+03 6869 FF 10 101 %'"))
                .isEqualTo(new Evaluation.Is(true));
        assertThat(evaluate("'%s'.format([{'b': 1.0, 'a': null}]) == '{a: null, b: 1}'"))
                .isEqualTo(new Evaluation.Is(true));
        assertThat(evaluate("string(1e6) == '1e+06' && string(100000.0) == '100000' && string(0.00001) == '1e-05'"))
                .isEqualTo(new Evaluation.Is(true));
    }

    @Test
    void manyThreadsShareAFilter() throws InterruptedException, ExecutionException {
        Filter filter = compiled(
                FILTERS,
                "req.l.exists(x, x == req.i) && req.l.map(x, x + 1.0).size() == 3 && req.s.matches('^v[0-9]+$')");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Evaluation>> calls = Stream.iterate(0, i -> i + 1)
                    .limit(2000)
                    .<Callable<Evaluation>>map(i -> () -> filter.evaluate(
                            CelCorpus.json(
                                    "{\"i\":%d,\"l\":[1,2,%d],\"s\":\"v%d\"}".formatted(i, i % 2 == 0 ? i : -1, i)),
                            RES,
                            null))
                    .toList();
            List<Future<Evaluation>> results = threads.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                boolean expected = i % 2 == 0 || i == 1;
                assertThat(results.get(i).get()).as("call %d", i).isEqualTo(new Evaluation.Is(expected));
            }
        }
    }

    /** A function without filters never loads dev.cel. */
    @Test
    void nothingElseKnowsDevCel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.cel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..", "com.google.protobuf..", "com.google.re2j..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.sluice"));
    }
}
