package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.RandomAccess;

/** A JSON array as a CEL list. */
final class JsonList extends AbstractList<Object> implements RandomAccess {

    private final JsonNode array;

    JsonList(JsonNode array) {
        this.array = array;
    }

    @Override
    public Object get(int index) {
        return JsonValues.of(array.get(index));
    }

    @Override
    public int size() {
        return array.size();
    }

    /** dev.cel puts arguments into its messages; nothing of a payload may get there. */
    @Override
    public String toString() {
        return "list";
    }
}
