package dev.holdfast.ui.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Reads the rows of a page as a list. {@link LinkedPages} reads the cursor of the next page from the {@code Link} header. */
@ApplicationScoped
@Unremovable
public class ListReader implements ReaderInterceptor {
    private final ObjectMapper json;

    public ListReader(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType().equals(List.class)) {
            JsonNode page = json.readTree(context.getInputStream());
            context.setInputStream(new ByteArrayInputStream(json.writeValueAsBytes(page.get("items"))));
        }
        return context.proceed();
    }
}
