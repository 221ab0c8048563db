package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.MachineCommands;
import java.util.function.Function;

/** Lists the first steps of a catalog. The next step is highlighted. */
final class FirstStepsPanel extends Div {
    private final Panel panel;
    private final Role role;
    private final transient Function<FirstSteps.Step, Component> action;

    FirstStepsPanel(FirstSteps steps, Role role, Function<FirstSteps.Step, Component> action) {
        this.role = role;
        this.action = action;
        OrderedList list = Styled.as("hf-steps", new OrderedList());
        FirstSteps.Step next =
                steps.steps().stream().filter(step -> !step.done()).findFirst().orElse(null);
        for (FirstSteps.Step step : steps.steps()) {
            list.add(item(step, step.equals(next)));
        }
        panel = new Panel(text("first-steps.title"), list)
                .beside(Styled.muted(text(
                        "first-steps.done-count",
                        steps.doneCount(),
                        steps.steps().size())));
        panel.add(Styled.div(
                "hf-steps-end",
                Styled.note(text("first-steps.api")),
                Styled.command(MachineCommands.api()),
                Styled.note(text("first-steps.variables"))));
        add(panel);
    }

    /** Adds a link to the members below the steps. */
    FirstStepsPanel people(String catalog) {
        Paragraph people = new Paragraph();
        people.add(
                new Span(text("first-steps.people") + " "),
                new Anchor(Links.members(catalog), text("first-steps.members")));
        people.addClassNames("hf-muted", "hf-steps-end");
        panel.add(people);
        return this;
    }

    FirstStepsPanel(FirstSteps steps, Role role) {
        this(steps, role, step -> Styled.as("hf-button-link", new Anchor(step.link(), step.action())));
    }

    private ListItem item(FirstSteps.Step step, boolean next) {
        Div content = new Div(new H3(step.title()), new Paragraph(step.purpose()));
        if (!step.done() && role.includes(step.required())) {
            if (!step.action().isEmpty()) {
                Component link = action.apply(step);
                if (next) {
                    link.addClassName("hf-next");
                }
                content.add(link, new Details(text("first-steps.script"), Styled.command(step.script())));
                if (!step.simulated().isEmpty()) {
                    content.add(new Details(
                            text("first-steps.simulated"),
                            new Paragraph(step.simulatedNote()),
                            Styled.command(step.simulated())));
                }
            }
        }
        Div mark = Styled.div("hf-step-mark");
        if (step.done()) {
            mark.add(Icon.CHECK.draw());
        }
        mark.add(Styled.hidden(text(step.done() ? "first-steps.done" : "first-steps.to-do")));
        ListItem item = new ListItem(mark, content);
        item.getElement().setAttribute("data-state", step.done() ? "done" : next ? "next" : "later");
        return item;
    }
}
