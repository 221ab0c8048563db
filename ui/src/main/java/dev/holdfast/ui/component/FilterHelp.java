package dev.holdfast.ui.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;

/** The filter language on one page: the rules, and the fields of a list. */
final class FilterHelp extends Dialog {
    FilterHelp(FilterVocabulary vocabulary) {
        setHeaderTitle("How to filter");
        setWidth("46rem");
        add(new Paragraph("What is listed meets all terms. A word alone is " + vocabulary.words() + "."));
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
        add(rules);
        RowTable fields = new RowTable("Fields", "Field", "What it is", "Values or an example");
        vocabulary
                .fields()
                .forEach(field -> fields.row(
                        new Code(field.name()),
                        RowTable.words(field.meaning()),
                        new Code(field.choices().isEmpty() ? field.example() : String.join(", ", field.choices()))));
        add(fields);
        getFooter().add(new Button("Close", clicked -> close()));
    }

    private static void rule(RowTable rules, String example, String meaning) {
        rules.row(new Code(example), RowTable.words(meaning));
    }
}
