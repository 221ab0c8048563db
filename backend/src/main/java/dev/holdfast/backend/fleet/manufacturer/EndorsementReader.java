package dev.holdfast.backend.fleet.manufacturer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.holdfast.backend.fleet.manufacturer.EndorsementList.Endorsed;
import dev.holdfast.backend.platform.problem.JsonMistake;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.problem.Problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses a list's payload chip by chip, so that every error has the chip's number and line. */
final class EndorsementReader {
    private static final int MAX_ERRORS = 20;
    private static final Duration SKEW = Duration.ofMinutes(5);
    /** Lists cannot be older than the first chips with Pluton. */
    private static final Instant FIRST_CHIPS = Instant.parse("2018-01-01T00:00:00Z");

    private static final Pattern CATALOG = Pattern.compile(NewCatalog.NAME);
    private static final Pattern SKU = Pattern.compile(NewOsRelease.PART);

    private final String payload;
    private final String signer;
    private final ObjectMapper json;
    private final List<Endorsed> chips = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<Object, String> seen = new HashMap<>();
    private int count;
    private @Nullable String manufacturer;
    private @Nullable String issuedAt;
    private @Nullable String catalog;

    EndorsementReader(String payload, String signer, ObjectMapper json) {
        this.payload = payload;
        this.signer = signer;
        this.json = json;
    }

    /** Returns the list; fails with {@code invalid-content} and up to {@value #MAX_ERRORS} errors. */
    EndorsementList read(Instant now) {
        try (JsonParser parser = json.createParser(payload)) {
            // Parsers differ on duplicate members: some take the first, some the last.
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            object(parser);
        } catch (JsonProcessingException e) {
            FieldError error = JsonMistake.of(e);
            throw ProblemException.badContent("The signed list is malformed"
                    + (count > 0 ? ", in or after chip " + count : "") + ": " + error.field() + " "
                    + error.message() + ". Nothing was imported.");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the endorsement list", e);
        }
        if (!signer.equals(manufacturer)) {
            throw ProblemException.badContent(
                    "The list is signed by " + signer + ", but its manufacturer is another one.");
        }
        if (catalog != null && !CATALOG.matcher(catalog).matches()) {
            throw ProblemException.badContent("The list's catalog '" + catalog + "' is not a valid catalog name.");
        }
        Instant issued = parseIssuedAt(now);
        if (count == 0 || count > EndorsementList.MAX_DEVICES) {
            throw ProblemException.badContent(
                    "The list has " + count + " chips; the limits are 1 and " + EndorsementList.MAX_DEVICES + ".");
        }
        if (!errors.isEmpty()) {
            throw ProblemException.badContent(
                    "Nothing was imported because the list has errors: "
                            + errors.getFirst().message() + ".",
                    errors);
        }
        return new EndorsementList(signer, issued, catalog, chips);
    }

    private Instant parseIssuedAt(Instant now) {
        try {
            Instant issued = Instant.parse(String.valueOf(issuedAt));
            if (issued.isBefore(FIRST_CHIPS) || issued.isAfter(now.plus(SKEW))) {
                throw ProblemException.badContent("The list's issuedAt is " + issued
                        + ", which is in the future or before the first chips. Compare the clocks.");
            }
            return issued;
        } catch (DateTimeParseException e) {
            throw ProblemException.badContent(
                    "The list's issuedAt is missing or malformed. Expected a time such as 2026-11-01T00:00:00Z.");
        }
    }

    private void object(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw ProblemException.badContent("The list's payload is not a JSON object.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "manufacturer" -> manufacturer = parser.getValueAsString();
                case "issuedAt" -> issuedAt = parser.getValueAsString();
                case "catalog" -> catalog = value == JsonToken.VALUE_NULL ? null : parser.getValueAsString("");
                case "devices" -> chips(parser, value);
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw ProblemException.badContent("The list has data after its payload, at line "
                    + parser.currentTokenLocation().getLineNr() + ".");
        }
    }

    private void chips(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw ProblemException.badContent("The list's devices is not an array.");
        }
        // The tokens after a chip are the next chip.
        ObjectReader reader = json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count++;
            int line = parser.currentTokenLocation().getLineNr();
            JsonNode chip = reader.readTree(parser);
            if (count <= EndorsementList.MAX_DEVICES) {
                chip(chip, "chip " + count + " (line " + line + ")");
            }
        }
    }

    private void chip(JsonNode node, String chipLabel) {
        try {
            @Nullable Endorsed chip = json.treeToValue(node, Endorsed.class);
            if (chip == null || chip.deviceId() == null || chip.generalKey() == null) {
                wrong(chipLabel, "is incomplete: it needs deviceId and generalKey");
                return;
            }
            chip.deviceId().key().toJca();
            chip.generalKey().toJca();
            if (chip.sku() != null && !SKU.matcher(chip.sku()).matches()) {
                wrong(
                        chipLabel,
                        "has an invalid SKU '" + chip.sku() + "': use up to 32 letters, digits, dots, - and _");
            }
            once(chip.deviceId(), "the device ID " + chip.deviceId().shortText() + "…", chipLabel);
            once(chip.generalKey(), "its general key", chipLabel);
            chips.add(chip);
        } catch (JsonProcessingException e) {
            FieldError error = JsonMistake.of(e);
            wrong(chipLabel, "has a " + error.field() + " that " + error.message());
        } catch (IllegalArgumentException e) {
            wrong(chipLabel, "has an invalid key: " + e.getMessage());
        }
    }

    private void once(Object key, String what, String chipLabel) {
        @Nullable String earlier = seen.putIfAbsent(key, chipLabel);
        if (earlier != null) {
            wrong(chipLabel, "repeats " + what + " of " + earlier);
        }
    }

    private void wrong(String chipLabel, String message) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new FieldError("devices[" + (count - 1) + "]", chipLabel + " " + message));
        }
    }
}
