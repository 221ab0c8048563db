package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What holds for all JSON that is sent: no list has a null among its elements, whatever it is a list of. Who reads one need not
 * look for it.
 */
@Singleton
public class JsonRequests implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        // Of lists only: objects have nulls where a value is not there.
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    }
}
