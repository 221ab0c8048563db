package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Styled;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** A resource with the entity tag of the version that the person saw (RFC 9110 §13.1.1), so that nobody overwrites an unseen version. */
public final class Versioned<T> {
    private final Supplier<RestResponse<T>> source;
    private RestResponse<T> read;

    private Versioned(Supplier<RestResponse<T>> source) {
        this.source = source;
        read = source.get();
    }

    public static <T> Versioned<T> of(Supplier<RestResponse<T>> source) {
        return new Versioned<>(source);
    }

    /** Returns the version that was read last. */
    public T now() {
        return read.getEntity();
    }

    /** Sends a change with the tag. On a conflict, reads the new version before it fails. */
    public <R> R change(Function<String, R> send) {
        try {
            return send.apply(
                    Objects.requireNonNull(read.getHeaderString(HttpHeaders.ETAG), "a changeable resource has a tag"));
        } catch (OperatorProblem refused) {
            if (isConflict(refused)) {
                read = source.get();
            }
            throw refused;
        }
    }

    /** Sends a deletion with the tag, as {@link #change} does. */
    public void delete(Consumer<String> send) {
        change(tag -> {
            send.accept(tag);
            return tag;
        });
    }

    public static boolean isConflict(RuntimeException failure) {
        return failure instanceof OperatorProblem refused
                && ProblemType.CHANGED_MEANWHILE.uri().equals(refused.problem().type());
    }

    /** Shows a failure. On a conflict, {@code words} shows the new version. */
    public Component refusal(RuntimeException failure, Function<T, Component> words) {
        if (!isConflict(failure)) {
            return Refusal.words(failure);
        }
        Paragraph title = Styled.as("hf-problem-title", new Paragraph(text("conflict.title")));
        return Styled.div(
                "hf-problem",
                title,
                new Paragraph(text("conflict.now")),
                words.apply(now()),
                new Paragraph(text("conflict.input")));
    }
}
