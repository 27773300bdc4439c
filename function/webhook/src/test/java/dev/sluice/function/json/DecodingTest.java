package dev.sluice.function.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {

    private static final Shape.Struct SHAPE = new Shape.Struct(Map.of(
            "text", Shape.TEXT,
            "written", new Shape.Written(text -> !text.contains("\\")),
            "part", new Shape.Struct(Map.of("a", Shape.TEXT, "b", Shape.TEXT)),
            "pointer", new Shape.Pointer(new Shape.Struct(Map.of("a", Shape.TEXT, "b", Shape.TEXT))),
            "any", Shape.ANY,
            "lenient", new Shape.Lenient(Shape.TEXT)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                              | {}",
                "null                                            | {}",
                "{'text':'x','unknown':[{}]}                     | {'text':'x'}",
                "{'TEXT':'x'}                                    | {'text':'x'}",
                "{'text':'x','text':null}                        | {'text':'x'}",
                "{'text':'x','Text':'y'}                         | {'text':'y'}",
                "{'part':{'a':'x'},'part':{'b':'y'}}             | {'part':{'a':'x','b':'y'}}",
                "{'part':{'a':'x'},'part':null}                  | {'part':{'a':'x'}}",
                "{'pointer':{'a':'x'},'pointer':{'b':'y'}}       | {'pointer':{'a':'x','b':'y'}}",
                "{'pointer':{'a':'x'},'pointer':null}            | {}",
                "{'pointer':null,'pointer':{'b':'y'}}            | {'pointer':{'b':'y'}}",
                "{'written':'x','written':''}                    | {'written':'x'}",
                "{'any':{'a':1}}                                 | {'any':{}}",
                "{'any':'x'}                                     | {'any':''}",
                "{'any':[1e3]}                                   | {'any':true}",
                "{'any':1,'any':null}                            | {}",
                "{'lenient':'x'}                                 | {'lenient':'x'}",
                "{'lenient':[{'a':[]}],'text':'x'}               | {'lenient':false,'text':'x'}",
                "{'lenient':1,'lenient':'x'}                     | {'lenient':false}"
            })
    void jsonIsDecodedIntoWhatTheShapeNames(String json, String decoded) {
        assertThat(Decoding.ofWhole(bytes(json), SHAPE))
                .hasValueSatisfying(node -> assertThat(node).hasToString(decoded.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``",
                "[]",
                "{'text':1}",
                "{'text':1,'text':'x'}",
                "{'part':[]}",
                "{'pointer':'x'}",
                "{'written':1}",
                "{'written':'\\u0041'}",
                "{'any':1e999}",
                "{'any':[{'a':-1e999}]}",
                "{} {}",
                "{",
                "nullx"
            })
    void whatDoesNotFitIsRefused(String json) {
        assertThat(Decoding.ofWhole(bytes(json), SHAPE)).isEmpty();
    }

    @Test
    void behindTheFirstValueAnythingMayFollow() {
        for (String json : new String[] {"{}x", "{} {", "nullx", " null,"}) {
            assertThat(Decoding.ofFirst(bytes(json), SHAPE)).isPresent();
            assertThat(Decoding.ofWhole(bytes(json), SHAPE)).isEmpty();
        }
    }

    @Test
    void theLimitOfDepthIsGos() {
        assertThat(Decoding.ofFirst(nested(10_000), SHAPE)).isPresent();
        assertThat(Decoding.ofFirst(nested(10_001), SHAPE)).isEmpty();
        assertThat(Decoding.ofFirst(bytes("{'any':" + "[".repeat(9_999) + "]".repeat(9_999) + "}"), SHAPE))
                .isPresent();
    }

    @Test
    void whatIsBeyondTheLimitsOfLengthIsRefused() {
        assertThat(Decoding.ofFirst(text(Decoding.MAX_TEXT), SHAPE)).isPresent();
        assertThat(Decoding.ofFirst(text(Decoding.MAX_TEXT + 1), SHAPE)).isEmpty();
        assertThat(Decoding.ofFirst(bytes("{'" + "x".repeat(50_000) + "':1}"), SHAPE))
                .isPresent();
        assertThat(Decoding.ofFirst(bytes("{'" + "x".repeat(50_001) + "':1}"), SHAPE))
                .isEmpty();
        assertThat(Decoding.ofFirst(number(Decoding.MAX_NUMBER), SHAPE)).isPresent();
        assertThat(Decoding.ofFirst(number(Decoding.MAX_NUMBER + 1), SHAPE)).isEmpty();
    }

    @Test
    void aTextIsTakenAsItIsWrittenWhereverItStands() {
        String filler = "x".repeat(100_000);

        assertThat(Decoding.ofWhole(bytes("{'text':'" + filler + "','written':'äöü'}"), SHAPE))
                .hasValueSatisfying(
                        node -> assertThat(node.path("written").textValue()).isEqualTo("äöü"));
    }

    private static byte[] nested(int depth) {
        return bytes("{'x':".repeat(depth) + "1" + "}".repeat(depth));
    }

    private static byte[] text(int length) {
        return bytes("{'text':'" + "x".repeat(length) + "'}");
    }

    private static byte[] number(int length) {
        return bytes("{'x':" + "1".repeat(length) + "}");
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
