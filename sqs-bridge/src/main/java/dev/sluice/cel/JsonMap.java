package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a CEL map. As a {@link CelValue} it is taken as it is; any other map, dev.cel would walk through to
 * its last leaf whenever an expression touches it.
 */
@Immutable
@SuppressWarnings("Immutable") // nobody changes a payload
final class JsonMap extends CelValue implements Map<String, Object> {

    private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

    private final JsonNode object;

    JsonMap(JsonNode object) {
        this.object = object;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public int size() {
        return object.size();
    }

    @Override
    public boolean isEmpty() {
        return object.isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String name && object.has(name);
    }

    @Override
    public @Nullable Object get(Object key) {
        JsonNode value = key instanceof String name ? object.get(name) : null;
        return value == null ? null : JsonValues.of(value);
    }

    @Override
    public boolean containsValue(Object value) {
        return entries().containsValue(value);
    }

    @Override
    public Set<String> keySet() {
        return entries().keySet();
    }

    @Override
    public Collection<Object> values() {
        return entries().values();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return entries().entrySet();
    }

    private Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        object.properties().forEach(entry -> entries.put(entry.getKey(), JsonValues.of(entry.getValue())));
        return entries;
    }

    @Override
    public Object put(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object remove(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(Map<? extends String, ?> map) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Map<?, ?> map && entries().equals(map);
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    /** dev.cel puts arguments into its messages; nothing of a payload may get there. */
    @Override
    public String toString() {
        return "map";
    }
}
