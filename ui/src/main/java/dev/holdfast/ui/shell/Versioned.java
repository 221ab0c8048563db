package dev.holdfast.ui.shell;

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

/**
 * What somebody saw of a thing that others change as well. A change names the entity tag of what they saw (RFC 9110 §13.1.1), so that
 * nobody puts something in the place of what they have not seen.
 */
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

    /** Returns what it is, as far as somebody saw. */
    public T now() {
        return read.getEntity();
    }

    /** Changes it as {@code send} does, which is handed the tag; where somebody else did meanwhile, that is read before this fails. */
    public <R> R change(Function<String, R> send) {
        try {
            return send.apply(
                    Objects.requireNonNull(read.getHeaderString(HttpHeaders.ETAG), "what is changed has a tag"));
        } catch (OperatorProblem refused) {
            if (isConflict(refused)) {
                read = source.get();
            }
            throw refused;
        }
    }

    public void end(Consumer<String> send) {
        change(tag -> {
            send.accept(tag);
            return tag;
        });
    }

    public static boolean isConflict(RuntimeException failure) {
        return failure instanceof OperatorProblem refused
                && ProblemType.CHANGED_MEANWHILE.uri().equals(refused.problem().type());
    }

    /** Makes words of a refusal, with what it is now, as {@code words} show it, where somebody else changed it meanwhile. */
    public Component refusal(RuntimeException failure, Function<T, Component> words) {
        if (!isConflict(failure)) {
            return Refusal.words(failure);
        }
        Paragraph title = Styled.as("hf-problem-title", new Paragraph(ProblemType.CHANGED_MEANWHILE.title()));
        return Styled.div(
                "hf-problem",
                title,
                new Paragraph("Nothing was changed by you. This is what it is now:"),
                words.apply(now()),
                new Paragraph("What you chose or wrote is still here: do it again if you still want it."));
    }
}
