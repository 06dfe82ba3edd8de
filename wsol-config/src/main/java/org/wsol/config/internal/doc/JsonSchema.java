package org.wsol.config.internal.doc;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.SectionSchema;
import org.wsol.config.schema.ValueType;
import org.wsol.core.internal.Required;

/**
 * The JSON Schema (draft 7) of experiment files, for editors. It accepts {@code ${...}} in place of any value, and does
 * not enforce required keys if a file may extend another one.
 */
public final class JsonSchema {
    /** {@code key: ~} removes the value of an extended file. */
    private static final Map<String, Object> NOTHING = Map.of("type", "null");

    private static final Map<String, Object> REFERENCE = ordered("type", "string", "pattern", "\\$\\{.+\\}");

    private JsonSchema() {}

    /** The schema as indented JSON. */
    public static String of(SectionSchema root) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "WSOL experiment");
        schema.putAll(section(root));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("extends", extendsKey());
        properties.putAll(cast(Required.value(schema, "properties")));
        schema.put("properties", properties);
        schema.put("patternProperties", Map.of("^(<<|x-.*)$", Map.of()));
        return print(schema);
    }

    private static Map<String, Object> extendsKey() {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("description", "A file, or several, whose keys apply where this file does not set them.");
        key.put("type", List.of("string", "array"));
        key.put("items", Map.of("type", "string"));
        return key;
    }

    private static Map<String, Object> section(SectionSchema schema) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", List.of("object", "null"));
        Map<String, Object> properties = new LinkedHashMap<>();
        schema.selector().ifPresent(choice -> properties.put(choice.key().name(), selector(choice)));
        schema.keys().forEach(key -> properties.put(key.name(), key(key)));
        if (schema.selector().isEmpty()) {
            object.put("properties", properties);
            object.put("additionalProperties", false);
            return object;
        }
        object.put("properties", withAllOptions(schema, properties));
        object.put("additionalProperties", false);
        object.put("allOf", alternatives(schema.selector().get()));
        return object;
    }

    private static Map<String, Object> selector(SectionSchema.Choice choice) {
        Map<String, Object> key = described(choice.key());
        key.put("anyOf", List.of(Map.of("enum", choice.names()), REFERENCE));
        return key;
    }

    /** Lists every option of every alternative, so that options of none of them are rejected. */
    private static Map<String, Object> withAllOptions(SectionSchema schema, Map<String, Object> own) {
        Map<String, Object> all = new LinkedHashMap<>(own);
        schema.selector().orElseThrow().options().forEach(alternative -> alternative
                .schema()
                .keys()
                .forEach(key -> all.putIfAbsent(key.name(), Map.of())));
        return all;
    }

    private static List<Object> alternatives(SectionSchema.Choice choice) {
        List<Object> rules = new ArrayList<>();
        for (SectionSchema.Alternative alternative : choice.options()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            alternative.schema().keys().forEach(key -> properties.put(key.name(), key(key)));
            Map<String, Object> named = Map.of(
                    choice.key().name(), Map.of("const", alternative.component().name()));
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put(
                    "if",
                    ordered(
                            "properties",
                            named,
                            "required",
                            List.of(choice.key().name())));
            rule.put("then", Map.of("properties", properties));
            rules.add(rule);
        }
        return rules;
    }

    private static Map<String, Object> key(KeySchema key) {
        Map<String, Object> described = described(key);
        Map<String, Object> type = type(key.type(), key);
        described.putAll(type);
        if (type.get("anyOf") instanceof List<?> alternatives && !alternatives.contains(NOTHING)) {
            List<Object> all = new ArrayList<>(alternatives);
            all.add(NOTHING);
            described.put("anyOf", all);
        }
        return described;
    }

    private static Map<String, Object> described(KeySchema key) {
        Map<String, Object> described = new LinkedHashMap<>();
        String fallback = key.setting().defaultValue();
        described.put("description", key.setting().doc() + (fallback.isEmpty() ? "" : " Default: " + fallback));
        return described;
    }

    private static Map<String, Object> type(ValueType type, KeySchema key) {
        if (type instanceof ValueType.Maybe maybe) {
            return orReference(List.of(type(maybe.inner(), key), NOTHING));
        } else if (type instanceof ValueType.Section section) {
            return section(section.schema());
        } else if (type instanceof ValueType.ListOf list) {
            return orReference(List.of(ordered("type", "array", "items", type(list.item(), key))));
        } else if (type instanceof ValueType.MapOf map) {
            return ordered("type", List.of("object", "null"), "additionalProperties", type(map.value(), key));
        } else if (type instanceof ValueType.Anything) {
            return Map.of();
        }
        return orReference(List.of(scalar(type, key)));
    }

    private static Map<String, Object> scalar(ValueType type, KeySchema key) {
        if (type instanceof ValueType.WholeNumber) {
            return number("integer", key);
        } else if (type instanceof ValueType.RealNumber) {
            return number("number", key);
        } else if (type instanceof ValueType.Truth) {
            return Map.of("type", "boolean");
        } else if (type instanceof ValueType.Choice choice) {
            return Map.of("enum", choice.names());
        } else if (type instanceof ValueType.Text && !key.allowed().isEmpty()) {
            return Map.of("enum", key.allowed());
        }
        return Map.of("type", List.of("string", "number", "boolean"));
    }

    private static Map<String, Object> number(String jsonType, KeySchema key) {
        Map<String, Object> number = new LinkedHashMap<>();
        number.put("type", jsonType);
        var setting = key.setting();
        if (!Double.isInfinite(setting.min())) {
            number.put(setting.exclusiveMin() ? "exclusiveMinimum" : "minimum", setting.min());
        }
        if (!Double.isInfinite(setting.max())) {
            number.put("maximum", setting.max());
        }
        return number;
    }

    private static Map<String, Object> orReference(List<Map<String, Object>> alternatives) {
        List<Object> all = new ArrayList<>(alternatives);
        all.add(REFERENCE);
        return ordered("anyOf", all);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @SuppressWarnings("unchecked") // added by section()
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    private static String print(Map<String, Object> schema) {
        try {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentArraysWith(indenter);
            printer.indentObjectsWith(indenter);
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }
}
