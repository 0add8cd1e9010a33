package org.hhvmdeb.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Reason;
import org.hhvmdeb.notice.ShownText;
import org.jspecify.annotations.Nullable;

/** Text for a machine (RFC 8259), two blanks of indent, the same for the same values. */
public final class Json {

    /** Of what commands and goals tell programs: raised when a member goes or changes its meaning, not when one is added. */
    private static final int FORMAT = 1;

    private static final int DEEPEST = 32;

    private Json() {}

    /**
     * Writes a value.
     *
     * @param value a {@link JsonObject}, a map, a list, a whole number, a truth value, null, or anything whose {@code toString} is
     *     meant; the members of maps in the order the map has them
     * @return without a line end after the last line
     */
    public static String of(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return escaped(text.toString());
    }

    /**
     * Writes what a command or a goal tells a program.
     *
     * @return the members of the object, behind {@code format}, with a line end
     */
    public static String document(JsonObject object) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("format", FORMAT);
        members.putAll(members(object));
        return of(members) + "\n";
    }

    private static Map<String, Object> members(JsonObject object) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : object.getClass().getRecordComponents()) {
            Object value = value(component, object);
            if (!(value instanceof Optional<?> optional)) {
                members.put(component.getName(), word(value));
            } else if (optional.isPresent()) {
                members.put(component.getName(), word(optional.get()));
            }
        }
        return members;
    }

    private static Object word(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value;
    }

    private static Object value(RecordComponent component, JsonObject object) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return Objects.requireNonNull(accessor.invoke(object), component.getName());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record tells its components", e);
        }
    }

    /** JSON asks only for the first 32 to be escaped; what acts on a terminal can stand nowhere but in strings. */
    private static String escaped(String json) {
        if (json.codePoints().noneMatch(ShownText::acts)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (ShownText.acts(c)) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /**
     * Reads a value.
     *
     * @return maps (their members in the order of the text), lists, strings, numbers as {@code Long}, truth values
     * @throws InputException when it is no JSON, is nested deeper than our own files are, or holds null or a number that is
     *     not whole
     */
    public static Object parse(byte[] text, Location where) throws InputException {
        StreamReadConstraints limits =
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
        try (JsonParser json = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(text)) {
            json.nextToken();
            Object value = read(json);
            if (json.nextToken() != null) {
                throw new InputException(where, "there is text behind the end of the JSON value");
            }
            return value;
        } catch (IOException e) {
            JsonLocation at = e instanceof JsonProcessingException known ? known.getLocation() : null;
            throw new InputException(
                    where + (at == null ? "" : ":" + at.getLineNr()) + ": this is not the JSON that is expected"
                            + (at == null
                                    ? ": " + Reason.of(e)
                                    : ", from column " + at.getColumnNr() + " of the line on"),
                    e);
        }
    }

    private static Object read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                map.put(key, read(json));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(json));
            }
            return list;
        }
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return json.getBooleanValue();
        }
        throw new IOException("unexpected " + (token == null ? "end" : token.asString()));
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof JsonObject object) {
            write(json, members(object));
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                json.writeFieldName(String.valueOf(each.getKey()));
                write(json, each.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
