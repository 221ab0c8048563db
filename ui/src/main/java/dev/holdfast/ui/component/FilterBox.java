package dev.holdfast.ui.component;

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
import org.jspecify.annotations.Nullable;

/**
 * The box above a list that takes a filter. What cannot be read stays, with what is wrong at which character; so does the list, but
 * nothing is done with it meanwhile that somebody may mean for what the box says.
 */
public final class FilterBox extends TextField {
    private final transient @Nullable FilterVocabulary vocabulary;
    private transient List<HasEnabled> guarded = List.of();
    private String others = "";

    /** Hands a filter on when somebody has written one that can be read; {@code vocabulary} is null for plain words. */
    public FilterBox(
            @Nullable FilterVocabulary vocabulary, String label, String placeholder, Consumer<String> changed) {
        this.vocabulary = vocabulary;
        setPlaceholder(placeholder);
        setAriaLabel(label);
        addClassName("hf-filter-text");
        setMaxLength(FilterReader.LONGEST);
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

    /** Shows a filter of a list that other terms narrow as well; returns what is wrong with both together, empty when nothing is. */
    public String show(String filter, String others) {
        this.others = others;
        setValue(filter);
        return check(filter);
    }

    /** Switches acts on the whole list, such as an export, off until the filter can be read; they take the place of those before. */
    public void guard(HasEnabled... acts) {
        guarded = List.of(acts);
        allow();
    }

    private void allow() {
        guarded.forEach(act -> act.setEnabled(!isInvalid()));
    }

    /** Returns what stands where the list would be if an address has a filter that cannot be read. */
    public EmptyState mistaken(Component... actions) {
        return new EmptyState(Icon.SEARCH, "This filter cannot be read", getErrorMessage(), actions);
    }

    /** Returns a row with the box, other fields, and the button that explains the language. */
    public Div row(Component... fields) {
        Div row = new Div(this);
        row.add(fields);
        if (vocabulary != null) {
            Button help = new Button("How to filter", clicked -> explain(vocabulary));
            help.addThemeVariants(ButtonVariant.TERTIARY);
            row.add(help);
        }
        row.addClassName("hf-filters");
        row.getElement().setAttribute("role", "search");
        return row;
    }

    private String mistake(String filter) {
        if (vocabulary == null) {
            return "";
        }
        try {
            FilterReader.read(filter, vocabulary);
        } catch (FilterException wrong) {
            String from = filter.substring(wrong.position()).split("\\s", 2)[0];
            return "Character " + (wrong.position() + 1) + (from.isEmpty() ? "" : ", at “" + from + "”") + ": "
                    + wrong.reason() + ".";
        }
        try {
            FilterReader.read(others.isEmpty() ? filter : filter.strip() + " " + others, vocabulary);
            return "";
        } catch (FilterException wrong) {
            return "The list is narrowed by " + others + " already, and together " + wrong.reason()
                    + ". Leave something out.";
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
    private static void explain(FilterVocabulary vocabulary) {
        Dialog help = new Dialog("How to filter");
        help.setWidth("46rem");
        help.add(new Paragraph("What is listed meets all terms. A word alone is " + vocabulary.words() + "."));
        RowTable rules = new RowTable("Rules", "You write", "It means");
        rule(rules, "field:one,two", "one of several values");
        rule(rules, "-field:one", "whatever does not meet the term");
        rule(rules, "field:\"two words\"", "quotes hold blanks, commas and colons");
        if (vocabulary.fields().stream().anyMatch(field -> field.kind() == FilterField.Kind.VERSION)) {
            rule(rules, "os:<24.06", "less than that; also <=, > and >=");
        }
        vocabulary.fields().stream()
                .filter(field -> field.kind() == FilterField.Kind.AGE)
                .findFirst()
                .ifPresent(time -> rule(
                        rules,
                        time.name() + ":>7d",
                        "longer ago than seven days; < and <= for less; m, h, d and w, or never"));
        help.add(rules);
        RowTable fields = new RowTable("Fields", "Field", "What it is", "Values or an example");
        vocabulary
                .fields()
                .forEach(field -> fields.row(
                        new Code(field.name()),
                        RowTable.words(field.meaning()),
                        new Code(field.choices().isEmpty() ? field.example() : String.join(", ", field.choices()))));
        help.add(fields);
        help.getFooter().add(new Button("Close", clicked -> help.close()));
        help.open();
    }

    private static void rule(RowTable rules, String example, String meaning) {
        rules.row(new Code(example), RowTable.words(meaning));
    }
}
