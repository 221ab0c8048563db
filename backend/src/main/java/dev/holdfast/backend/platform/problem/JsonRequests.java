package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What holds for all JSON that is sent: no list has a null among its elements, whatever it is a list of, so that who reads one need
 * not look for it; and a number, a text and a truth value are never taken for one another, nor is 1.5 for 1.
 */
@Singleton
public class JsonRequests implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        // Of lists only: objects have nulls where a value is not there.
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean, LogicalType.Textual)
                .forEach(type -> only(type, mapper));
    }

    private static void only(LogicalType type, ObjectMapper mapper) {
        MutableCoercionConfig coercions = mapper.coercionConfigFor(type);
        for (CoercionInputShape shape : List.of(
                CoercionInputShape.String,
                CoercionInputShape.EmptyString,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean)) {
            boolean isWider = type == LogicalType.Float && shape == CoercionInputShape.Integer;
            coercions.setCoercion(shape, isWider ? CoercionAction.TryConvert : CoercionAction.Fail);
        }
    }
}
