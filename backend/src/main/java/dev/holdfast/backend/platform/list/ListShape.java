package dev.holdfast.backend.platform.list;

import dev.holdfast.contract.operator.Page;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Sends every list as a {@link Page}, so that a list can get pages later without a change of its shape. */
public class ListShape {
    @ServerResponseFilter
    void wrap(ContainerResponseContext response) {
        if (response.getEntity() instanceof List<?> rows) {
            response.setEntity(new Page<>(rows, null));
        }
    }
}
