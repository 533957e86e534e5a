package io.threatledger.intel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cells that would become formulas, lines or columns. */
class CsvTableTest {
    @Test
    void aCellIsQuotedWhereItMustBe() {
        assertThat(CsvTable.cell("plain text; 'so' (it) is")).isEqualTo("plain text; 'so' (it) is");
        assertThat(CsvTable.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvTable.cell("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(CsvTable.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvTable.cell("a\r\nb")).isEqualTo("\"a\r\nb\"");
        assertThat(CsvTable.cell("")).isEmpty();
    }

    @Test
    void aCellThatBeginsAsAFormulaBeginsWithAnApostrophe() {
        assertThat(CsvTable.cell("=1+1")).isEqualTo("'=1+1");
        assertThat(CsvTable.cell("+1")).isEqualTo("'+1");
        assertThat(CsvTable.cell("-1")).isEqualTo("'-1");
        assertThat(CsvTable.cell("@x")).isEqualTo("'@x");
        assertThat(CsvTable.cell("\tx")).isEqualTo("'\tx");
        assertThat(CsvTable.cell("\rx")).isEqualTo("\"'\rx\"");
        assertThat(CsvTable.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(CsvTable.cell("1=1")).isEqualTo("1=1");
    }
}
