package dev.holdfast.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.alert.AlertFields;
import dev.holdfast.contract.operator.anomaly.AnomalyFields;
import dev.holdfast.contract.operator.approval.ApprovalFields;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.deployment.DeploymentFields;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.TokenFields;
import dev.holdfast.contract.operator.image.ImageFields;
import dev.holdfast.contract.operator.job.DeviceJobFields;
import dev.holdfast.contract.operator.reference.ReferenceFields;
import dev.holdfast.contract.operator.revocation.CertificateFields;
import dev.holdfast.contract.operator.rollout.RolloutFields;
import dev.holdfast.contract.operator.transfer.TransferFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundles and the code that reads them: no key and no parameter is missing or unused, and pages take all texts from the bundles. */
class TextsTest {
    /** Sources of the console. */
    private static final Path MAIN = Path.of("src/main/java");

    /** Sources of the API's records, whose enums have texts in the bundles. */
    private static final Path CONTRACT = Path.of("../backend/contract/src/main/java");

    private static final Map<String, String> ENGLISH = read("texts.properties");
    private static final Map<String, String> DUTCH = read("texts_nl.properties");

    /** A string literal in Java. The group is its content. */
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    private static final Map<Path, String> SOURCES = sources(MAIN);
    private static final Set<String> LITERALS = literals(literal -> true);

    /** Names of the enums. A key can begin with the name of an enum, for the text of a constant. */
    private static final Set<String> ENUMS = Stream.of(MAIN, CONTRACT)
            .flatMap(root -> sources(root).values().stream())
            .flatMap(source -> Pattern.compile("\\benum (\\w+)").matcher(source).results())
            .map(found ->
                    found.group(1).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    /** Literals that can be the beginning of a key. Code adds the end at run time. */
    private static final Set<String> BEGINNINGS =
            literals(literal -> literal.matches("[a-z][a-z0-9-]+\\.([a-z0-9.-]+[.-])?"));

    /** Literals that can be the end of a key. */
    private static final Set<String> ENDS = literals(literal -> literal.matches("[.-][a-z.-]+"));

    /** The lists with a filter, each with the fields that the filter help explains. */
    private static final Map<String, FilterVocabulary> FILTERS = Map.ofEntries(
            Map.entry("alerts", AlertFields.VOCABULARY),
            Map.entry("anomalies", AnomalyFields.VOCABULARY),
            Map.entry("approvals", ApprovalFields.VOCABULARY),
            Map.entry("audit", AuditFields.VOCABULARY),
            Map.entry("deployments", DeploymentFields.VOCABULARY),
            Map.entry("device-certificates", CertificateFields.VOCABULARY),
            Map.entry("devices", DeviceFields.VOCABULARY),
            Map.entry("images", ImageFields.VOCABULARY),
            Map.entry("jobs", DeviceJobFields.VOCABULARY),
            Map.entry("members", MemberFields.VOCABULARY),
            Map.entry("reference-values", ReferenceFields.VOCABULARY),
            Map.entry("rollouts", RolloutFields.VOCABULARY),
            Map.entry("tokens", TokenFields.VOCABULARY),
            Map.entry("transfers", TransferFields.VOCABULARY));

    /** A call that reads a text: {@code text(...)} or {@code in(...)}. The groups are its key, and the other key of a condition. */
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:text|in)\\((?:\\s*locale,|\\s*language,|\\s*ui.getLocale\\(\\),)?(?:[^\";]*\\?)?"
                    + "\\s*\"([a-z0-9.-]+)\"(?:\\s*:\\s*\"([a-z0-9.-]+)\")?\\s*[,)]");

    /** Matches literals that look like texts for people: several words, or a word with a capital letter. Exceptions: {@link #NO_TEXTS}. */
    private static final Pattern TEXT = Pattern.compile("[A-Za-z]{2,} [A-Za-z]|^[A-Z][a-z]{2,}|^ ?[a-z]+ $|^ [a-z]+");

    /** Lines whose literals are for machines and developers: log lines, exceptions, headers, scripts, patterns and addresses. */
    private static final Pattern NO_TEXTS = Pattern.compile(
            "^\\s*(import|package|@|\\*|//)|LOG\\.|Log\\.|Exception\\(|requireNonNull\\(|Pattern\\.compile|executeJs|setHeader\\(|putHeader\\("
                    + "|putSingle\\(|getHeader\\(|addMetaTag|getStyle\\(\\)|ofPattern\\(|super\\(\"approval is|setAttribute\\(\"(style|class)\"");

    /** Log fields, settings, style classes, PEM, commands, filters and CEL. */
    private static final Pattern MACHINE = Pattern.compile(
            "^event=|^HOLDFAST_|^ ?hf-|-----|PRIVATE KEY|^\\./holdfast |^sim |^\\w+:|uuuu-|='|^!\\(device\\.");

    /** Names, values of the operator API, and columns of CSV files. */
    private static final Set<String> NAMES = Set.of(
            "Holdfast",
            "Holdfast console",
            "Vaadin-Refresh",
            "SameSite",
            "Lax",
            "Applications",
            "CustomerBoardConfig",
            "ApplicationDevelopment",
            "FieldServicing",
            "Retail",
            "RetailEval",
            "UpdateAll",
            "CreateRollout",
            "Disabled",
            "Enabled",
            "None",
            "line ",
            "DeviceId",
            "Code",
            "Reason",
            "Line",
            "Value",
            "Problem",
            "DeviceId,ProductName,DeviceGroupName");

    @Test
    void both_bundles_have_the_same_keys() {
        assertThat(DUTCH.keySet()).isEqualTo(ENGLISH.keySet());
    }

    @Test
    void both_bundles_have_the_same_parameters() {
        Map<String, Set<Integer>> english = new TreeMap<>();
        Map<String, Set<Integer>> dutch = new TreeMap<>();
        ENGLISH.forEach((key, text) -> english.put(key, parameters(text)));
        DUTCH.forEach((key, text) -> dutch.put(key, parameters(text)));
        assertThat(dutch).isEqualTo(english);
    }

    @Test
    void no_text_has_a_straight_apostrophe_or_is_empty() {
        assertThat(both().filter(entry -> entry.getValue().isBlank()
                        || entry.getValue()
                                .replace("'{'", "")
                                .replace("'}'", "")
                                .contains("'")))
                .isEmpty();
    }

    @Test
    void every_key_in_the_code_is_in_the_bundles() {
        assertThat(keysOfCalls()).isSubsetOf(ENGLISH.keySet());
    }

    @Test
    void the_filter_help_explains_every_field() {
        assertThat(fields()).isSubsetOf(ENGLISH.keySet());
    }

    @Test
    void every_key_in_the_bundles_is_used() {
        assertThat(ENGLISH.keySet().stream().filter(key -> !isUsed(key))).isEmpty();
    }

    @Test
    void pages_take_all_texts_from_the_bundles() {
        List<String> texts = new ArrayList<>();
        SOURCES.forEach((path, source) -> {
            for (String line : withoutComments(source).split("\n", -1)) {
                if (!NO_TEXTS.matcher(line).find()) {
                    LITERAL.matcher(line)
                            .results()
                            .map(found -> found.group(1))
                            .filter(TextsTest::isText)
                            .forEach(text -> texts.add(path.getFileName() + ": " + text));
                }
            }
        });
        assertThat(texts).isEmpty();
    }

    @Test
    void a_language_is_the_chosen_one_or_the_browsers_or_english() {
        assertThat(Texts.language("nl", "en")).isEqualTo(Locale.of("nl"));
        assertThat(Texts.language("", "nl-BE,nl;q=0.9,en;q=0.8")).isEqualTo(Locale.of("nl"));
        assertThat(Texts.language("", "fr,de")).isEqualTo(Locale.ENGLISH);
        assertThat(Texts.language("", null)).isEqualTo(Locale.ENGLISH);
        assertThat(Texts.language("<script>", "nl")).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void numbers_and_plurals_follow_the_language() {
        assertThat(Texts.in(Locale.ENGLISH, "amount.device", 1204)).isEqualTo("1,204 devices");
        assertThat(Texts.in(Locale.of("nl"), "amount.device", 1204)).isEqualTo("1.204 apparaten");
        assertThat(Texts.in(Locale.of("nl"), "amount.device", 1)).isEqualTo("1 apparaat");
    }

    private static boolean isText(String literal) {
        return TEXT.matcher(literal).find()
                && !NAMES.contains(literal)
                && !MACHINE.matcher(literal).find();
    }

    /** Returns whether code uses a key: as a literal, in a list or amount, for a constant, or with a computed beginning or end. */
    private static boolean isUsed(String key) {
        return LITERALS.contains(key)
                || fields().contains(key)
                || (key.startsWith("amount.") && LITERALS.contains(key.substring("amount.".length())))
                || ENUMS.contains(key.substring(0, key.indexOf('.') < 0 ? 0 : key.indexOf('.')))
                || isBeginning(key.substring(0, Math.max(0, key.lastIndexOf('.'))))
                || ENDS.stream()
                        .anyMatch(end ->
                                key.endsWith(end) && LITERALS.contains(key.substring(0, key.length() - end.length())))
                || BEGINNINGS.stream().anyMatch(key::startsWith);
    }

    /** Returns whether code passes the beginning of a key, such as {@code debug-state}. Names of lists do not count. */
    private static boolean isBeginning(String beginning) {
        return LITERALS.contains(beginning)
                && SOURCES.values().stream().noneMatch(source -> source.contains("ListSpec.of(\"" + beginning + "\""));
    }

    /** Returns the keys of the filter help: one for each field of each list, and one for words without a field. */
    private static Set<String> fields() {
        Set<String> keys = new TreeSet<>();
        FILTERS.forEach((list, vocabulary) -> {
            keys.add(list + ".filter.words");
            vocabulary.fields().forEach(field -> keys.add(list + ".filter." + field.name()));
        });
        return keys;
    }

    /** Returns the keys that code passes to a call that reads a text. */
    private static Set<String> keysOfCalls() {
        Set<String> keys = new TreeSet<>();
        for (String source : SOURCES.values()) {
            for (MatchResult found : NAMED.matcher(source).results().toList()) {
                keys.add(found.group(1));
                if (found.group(2) != null) {
                    keys.add(found.group(2));
                }
            }
        }
        return keys;
    }

    /** Returns the numbers of the parameters, also of those in the branches of a choice. */
    private static Set<Integer> parameters(String text) {
        Set<Integer> numbers = new TreeSet<>();
        MessageFormat format = new MessageFormat(text, Locale.ENGLISH);
        for (int number = 0; number < format.getFormatsByArgumentIndex().length; number++) {
            if (text.contains("{" + number)) {
                numbers.add(number);
            }
        }
        for (Format part : format.getFormats()) {
            if (part instanceof ChoiceFormat choice) {
                Stream.of(choice.getFormats()).forEach(branch -> numbers.addAll(parameters(branch.toString())));
            }
        }
        return numbers;
    }

    private static Stream<Map.Entry<String, String>> both() {
        return Stream.of(ENGLISH, DUTCH).flatMap(bundle -> bundle.entrySet().stream());
    }

    private static Set<String> literals(Predicate<String> kind) {
        return SOURCES.values().stream()
                .flatMap(source -> LITERAL.matcher(source).results())
                .map(found -> found.group(1))
                .filter(kind)
                .collect(Collectors.toSet());
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?s)\"\"\".*?\"\"\"", "");
    }

    private static Map<Path, String> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(file -> file, TextsTest::content));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, String> read(String name) {
        Properties bundle = new Properties();
        try (var lines = Files.newBufferedReader(Path.of("src/main/resources", name))) {
            bundle.load(lines);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> texts = new TreeMap<>();
        bundle.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
