package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.holdfast.contract.problem.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes JSON errors by field, without Java type names. */
public final class JsonMistake {
    private static final String BODY = "body";
    private static final String DUPLICATE = "Duplicate field";
    private static final String TRAILING = "Trailing token";

    private JsonMistake() {}

    /** Returns the field, or {@code body} for the whole, and the error. */
    public static Problem.FieldError of(JsonProcessingException failure) {
        return new Problem.FieldError(field(failure), message(failure));
    }

    private static String field(JsonProcessingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException broken && isDuplicate(broken) && broken.getProcessor() != null) {
                return path(broken.getProcessor().getParsingContext());
            }
        }
        StringBuilder field = new StringBuilder();
        if (failure instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference part : mapping.getPath()) {
                if (part.getFieldName() == null) {
                    field.append('[').append(part.getIndex()).append(']');
                } else {
                    field.append(field.isEmpty() ? "" : ".").append(part.getFieldName());
                }
            }
        }
        return field.isEmpty() ? BODY : field.toString();
    }

    private static boolean isDuplicate(StreamReadException broken) {
        return broken.getOriginalMessage().startsWith(DUPLICATE);
    }

    /** Returns the field at the reader's position, because the exception does not have it. */
    private static String path(JsonStreamContext here) {
        JsonStreamContext parent = here.getParent();
        String before = parent == null ? "" : path(parent);
        if (here.inArray()) {
            return before + '[' + here.getCurrentIndex() + ']';
        }
        String name = here.inObject() ? here.getCurrentName() : null;
        return name == null ? before : before.isEmpty() ? name : before + '.' + name;
    }

    private static String message(JsonProcessingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException refused && refused.getMessage() != null) {
                return "is not valid: " + refused.getMessage();
            }
            if (cause instanceof StreamConstraintsException) {
                return "is nested too deeply, or has a name, text or number that is too long";
            }
            if (cause instanceof StreamReadException broken && isDuplicate(broken)) {
                return "is duplicated" + position(broken.getLocation());
            }
            if (cause instanceof InputCoercionException) {
                return "is a number out of range";
            }
            if (cause instanceof StreamReadException broken) {
                return "is not JSON" + position(broken.getLocation());
            }
            if (cause instanceof InvalidNullException) {
                return "must not be null";
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return "is unknown; " + known(unknown.getKnownPropertyIds());
            }
            if (cause instanceof InvalidFormatException format
                    && format.getTargetType().isEnum()) {
                return "must be one of " + constants(format.getTargetType());
            }
            if (cause instanceof InvalidFormatException format && !isPlain(format.getTargetType())) {
                return "has a malformed value";
            }
            if (cause instanceof MismatchedInputException trailing
                    && trailing.getOriginalMessage().startsWith(TRAILING)) {
                return "has trailing data" + position(trailing.getLocation());
            }
            if (cause instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
                return "is not " + kind(mismatch.getTargetType());
            }
        }
        return "does not match the schema of the request";
    }

    private static String known(@Nullable Collection<Object> names) {
        return names == null || names.isEmpty()
                ? "no fields are allowed"
                : "fields are " + names.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String position(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String kind(Class<?> type) {
        if (List.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        // Records of the contract are objects, except single values such as ids and digests, which are texts.
        boolean isObject = Map.class.isAssignableFrom(type) || (type.isRecord() && !isOneText(type));
        return isObject ? "an object" : "a text";
    }

    private static boolean isPlain(Class<?> type) {
        return type.isPrimitive()
                || type == Boolean.class
                || Number.class.isAssignableFrom(type)
                || type == String.class;
    }

    private static boolean isOneText(Class<?> type) {
        return type.getPackageName().equals("dev.holdfast.contract.id");
    }
}
