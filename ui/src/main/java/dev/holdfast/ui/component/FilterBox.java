package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;
import java.util.function.Consumer;

/**
 * The filter box above a list. An invalid filter stays in the box with its error and position. While it is invalid, guarded actions are
 * disabled. A list stays as it was while a person types an invalid filter. If the filter in the address is invalid,
 * {@link #invalidState} takes the place of the list.
 */
public final class FilterBox extends TextField {
    private final String list;
    private final transient FilterVocabulary vocabulary;
    private transient List<HasEnabled> guarded = List.of();
    private String others = "";

    /**
     * Makes a filter box.
     *
     * @param list the beginning of the text keys of the box, such as {@code images}
     * @param vocabulary the fields that the filter may name
     * @param changed receives each valid filter
     */
    public FilterBox(String list, FilterVocabulary vocabulary, Consumer<String> changed) {
        this.list = list;
        this.vocabulary = vocabulary;
        setPlaceholder(text(list + ".filter.hint"));
        setAriaLabel(text(list + ".filter.label"));
        addClassName("hf-filter-text");
        setMaxLength(FilterReader.MAX_LENGTH);
        setPrefixComponent(Icon.SEARCH.draw());
        setClearButtonVisible(true);
        setManualValidation(true);
        setValueChangeMode(ValueChangeMode.LAZY);
        addValueChangeListener(change -> {
            if (change.isFromClient() && check(change.getValue()).isEmpty()) {
                changed.accept(change.getValue());
            }
        });
    }

    /** Shows a filter. {@code others} are terms that the page adds to it. Returns the error of both together; empty if valid. */
    public String show(String filter, String others) {
        this.others = others;
        setValue(filter);
        return check(filter);
    }

    /** Replaces the actions on the whole list, such as an export, that are disabled while the filter is invalid. */
    public void guard(HasEnabled... actions) {
        guarded = List.of(actions);
        allow();
    }

    private void allow() {
        guarded.forEach(action -> action.setEnabled(!isInvalid()));
    }

    /** Returns the content in place of the list if the filter in the address is invalid. */
    public EmptyState invalidState(Component... actions) {
        return new EmptyState(Icon.SEARCH, text("filter.invalid"), getErrorMessage(), actions);
    }

    /** Returns a row with the box, other fields, and the button that explains the filter language. */
    public Div row(Component... fields) {
        Div row = new Div(this);
        row.add(fields);
        Button help = new Button(text("filter-help.title"), clicked -> explain());
        help.addThemeVariants(ButtonVariant.TERTIARY);
        row.add(help);
        row.addClassName("hf-filters");
        row.getElement().setAttribute("role", "search");
        return row;
    }

    private String mistake(String filter) {
        try {
            FilterReader.read(filter, vocabulary);
        } catch (FilterException wrong) {
            String from = filter.substring(wrong.position()).split("\\s", 2)[0];
            return text(
                    from.isEmpty() ? "filter.error" : "filter.error-at", wrong.position() + 1, wrong.reason(), from);
        }
        try {
            FilterReader.read(others.isEmpty() ? filter : filter.strip() + " " + others, vocabulary);
            return "";
        } catch (FilterException wrong) {
            return text("filter.error-together", others, wrong.reason());
        }
    }

    private String check(String filter) {
        String mistake = mistake(filter);
        setErrorMessage(mistake);
        setInvalid(!mistake.isEmpty());
        allow();
        return mistake;
    }

    /** Shows the filter language: the rules, and the fields of a list. */
    private void explain() {
        Dialog help = new Dialog(text("filter-help.title"));
        help.setWidth("46rem");
        help.add(new Paragraph(text("filter-help.text", text(list + ".filter.words"))));
        RowTable rules =
                new RowTable(text("filter-help.rules"), text("filter-help.example"), text("filter-help.meaning"));
        rule(rules, "field:one,two", text("filter-help.any"));
        rule(rules, "-field:one", text("filter-help.not"));
        rule(rules, "field:\"two words\"", text("filter-help.quotes"));
        if (vocabulary.fields().stream().anyMatch(field -> field.kind() == FilterField.Kind.VERSION)) {
            rule(rules, "os:<24.06", text("filter-help.version"));
        }
        vocabulary.fields().stream()
                .filter(field -> field.kind() == FilterField.Kind.AGE)
                .findFirst()
                .ifPresent(time -> rule(rules, time.name() + ":>7d", text("filter-help.age")));
        help.add(rules);
        RowTable fields = new RowTable(
                text("filter-help.fields"),
                text("filter-help.field"),
                text("filter-help.meaning"),
                text("filter-help.values"));
        vocabulary
                .fields()
                .forEach(field -> fields.row(
                        new Code(field.name()),
                        RowTable.words(text(list + ".filter." + field.name())),
                        new Code(field.choices().isEmpty() ? field.example() : String.join(", ", field.choices()))));
        help.add(fields);
        help.getFooter().add(new Button(text("button.close"), clicked -> help.close()));
        help.open();
    }

    private static void rule(RowTable rules, String example, String meaning) {
        rules.row(new Code(example), RowTable.words(meaning));
    }
}
