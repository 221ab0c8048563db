package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.problem.Problem;

/** Shows a problem document: title, explanation, invalid fields and the request ID. */
public final class ProblemText extends Div {
    public ProblemText(Problem problem) {
        addClassName("hf-problem");
        Paragraph title = Styled.as("hf-problem-title", new Paragraph(problem.title()));
        add(title);
        if (problem.detail() != null) {
            add(new Paragraph(problem.detail()));
        }
        if (!problem.errors().isEmpty()) {
            UnorderedList fields = new UnorderedList();
            problem.errors().forEach(error -> fields.add(new ListItem(error.field() + ": " + error.message())));
            add(fields);
        }
        if (problem.requestId() != null) {
            Paragraph request = Styled.as(
                    "hf-muted",
                    new Paragraph(new Span(text("problem.request-id") + " "), new Code(problem.requestId())));
            request.add(new CopyButton(problem.requestId(), text("copy.request-id")));
            add(request);
        }
    }
}
