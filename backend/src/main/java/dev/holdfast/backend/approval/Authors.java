package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.backend.tenancy.command.Author;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Whose work an act is about, as it is kept. A name can change, and be another's: it counts only for those of whom nothing else is known.
 *
 * @param names those, in lower case
 * @param subjects the others, by {@link Subject#key}
 */
record Authors(List<String> names, List<String> subjects) {
    static Authors of(Collection<Author> authors) {
        return new Authors(
                authors.stream()
                        .filter(author -> !author.isKnown())
                        .map(author -> author.name().toLowerCase(Locale.ROOT))
                        .toList(),
                authors.stream()
                        .filter(Author::isKnown)
                        .map(author -> Objects.requireNonNull(author.subject()).key())
                        .toList());
    }

    static Authors read(Row row) {
        return new Authors(List.of(row.getArrayOfStrings("barred")), List.of(row.getArrayOfStrings("barred_subjects")));
    }

    Object namesColumn() {
        return Columns.texts(names, name -> name);
    }

    Object subjectsColumn() {
        return Columns.texts(subjects, subject -> subject);
    }

    /** Returns those of whom the provider says who they are, by its ids. */
    List<String> ids() {
        return subjects.stream().map(Subject::idOf).toList();
    }

    boolean include(Caller caller) {
        return subjects.contains(caller.subject().key())
                || names.contains(caller.name().toLowerCase(Locale.ROOT));
    }
}
