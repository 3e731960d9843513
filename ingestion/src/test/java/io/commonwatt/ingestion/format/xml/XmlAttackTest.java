package io.commonwatt.ingestion.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.cim61968.MeterReadingsFormat;
import io.commonwatt.ingestion.format.entsoe.LoadProfileFormat;
import io.commonwatt.ingestion.format.espi.EspiFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an XML document can do to its reader, against every XML format. */
@Timeout(60)
class XmlAttackTest {

  private static final long MEBI = 1L << 20;

  private record Target(Format format, String root) {
    String open() {
      return "<" + root + ">";
    }

    String close() {
      return "</" + root.split(" ", 2)[0] + ">";
    }
  }

  private static final List<Target> TARGETS =
      List.of(
          new Target(new EspiFormat(), "feed xmlns=\"http://www.w3.org/2005/Atom\""),
          new Target(
              new MeterReadingsFormat(),
              "MeterReadings xmlns=\"http://iec.ch/TC57/2011/MeterReadings#\""),
          new Target(new LoadProfileFormat(), "GL_MarketDocument xmlns=\"urn:iec62325.351:gl\""));

  @TempDir Path folder;

  @Test
  void shouldRefuseExternalEntitiesWithoutOpeningThem() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "not-for-you");
    for (Target target : TARGETS) {
      FormatException refusal =
          RecordingSink.refusal(
              target.format,
              "<!DOCTYPE x [<!ENTITY e SYSTEM \""
                  + secret.toUri()
                  + "\">]>\n"
                  + target.open()
                  + "<mRID>&e;</mRID>"
                  + target.close());
      assertThat(refusal.code()).isEqualTo("xml-doctype");
      assertThat(refusal.getMessage()).doesNotContain("not-for-you");
      assertThat(refusal.line()).isPositive();
    }
  }

  @Test
  void shouldRefuseExternalDocumentTypesAndParameterEntities() {
    for (Target target : TARGETS) {
      for (String doctype :
          List.of(
              "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/evil.dtd\">",
              "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>",
              "<!DOCTYPE x PUBLIC \"-//x\" \"ftp://127.0.0.1:9/x\">",
              "<!DOCTYPE x>")) {
        assertThat(
                RecordingSink.refusal(target.format, doctype + target.open() + target.close())
                    .code())
            .as(doctype)
            .isEqualTo("xml-doctype");
      }
    }
  }

  @Test
  void shouldRefuseEntityBombs() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      laughs.append("<!ENTITY l").append(i).append(" \"");
      laughs.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
    }
    laughs.append("]>");
    String blowup = "<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(50_000) + "\">]>";
    for (Target target : TARGETS) {
      String bomb = laughs + target.open() + "<mRID>&l11;</mRID>" + target.close();
      assertThat(RecordingSink.refusal(target.format, bomb).code()).isEqualTo("xml-doctype");
      String quadratic = blowup + target.open() + "&a;".repeat(50_000) + target.close();
      assertThat(RecordingSink.refusal(target.format, quadratic).code()).isEqualTo("xml-doctype");
      assertThat(
              RecordingSink.refusal(
                      target.format, target.open() + "<mRID>&never;</mRID>" + target.close())
                  .code())
          .isEqualTo("xml-malformed");
    }
  }

  @Test
  void shouldRefuseDeepNesting() {
    for (Target target : TARGETS) {
      FormatException refusal =
          RecordingSink.refusal(target.format, target.open() + "<a>".repeat(1_000_000));
      assertThat(refusal.code()).isEqualTo("xml-depth");
    }
  }

  @Test
  void shouldRefuseEndlessTagsAttributesCommentsAndInstructionsInBoundedMemory() {
    for (Target target : TARGETS) {
      for (String[] parts :
          new String[][] {
            {target.open() + "<a b=\"", "x"},
            {target.open() + "<a b=\"", ">"},
            {target.open() + "<", "n"},
            {target.open() + "<a ", "b1='' "},
            {target.open() + "<!--", "comment "},
            {target.open() + "<?pi ", "instruction "},
            {target.open(), "<a xmlns:" + "p".repeat(200_000) + "='u'"},
            {"", " "},
            {"<!DOCTYPE x [", "<!ENTITY a 'b'>"},
          }) {
        AtomicLong read = new AtomicLong();
        assertThatThrownBy(
                () ->
                    target.format.read(
                        endless(parts[0], parts[1], read),
                        FormatOptions.defaults(),
                        new RecordingSink()))
            .as(parts[0] + parts[1].charAt(0))
            .isInstanceOf(FormatException.class);
        assertThat(read.get()).as(parts[0] + parts[1].charAt(0)).isLessThan(MEBI);
      }
    }
  }

  @Test
  void shouldRefuseLongTextsThatAreReadAndPassThoseThatAreNot() throws IOException {
    String blank = " ".repeat(5_000_000);
    String cdata = "<![CDATA[" + "x".repeat(1_000) + "]]>";
    Target gl = TARGETS.get(2);
    assertThat(
            RecordingSink.refusal(
                    gl.format, gl.open() + "<TimeSeries><mRID>" + "x".repeat(5_000_000) + "</mRID>")
                .code())
        .isEqualTo("xml-text-size");
    assertThat(
            RecordingSink.refusal(
                    gl.format, gl.open() + "<TimeSeries><mRID><deep/></mRID></TimeSeries>")
                .code())
        .isEqualTo("xml-unexpected");
    RecordingSink sink =
        RecordingSink.read(
            gl.format,
            gl.open() + blank + "<note>" + blank + cdata + "</note><TimeSeries/>" + gl.close());
    assertThat(sink.intervals).isEmpty();
  }

  @Test
  void shouldNameTheLineOfWhatIsMalformed() {
    for (Target target : TARGETS) {
      FormatException refusal =
          RecordingSink.refusal(target.format, target.open() + "\n<a>\n<b>\n</a>" + target.close());
      assertThat(refusal.code()).isEqualTo("xml-malformed");
      assertThat(refusal.line()).isEqualTo(4);
      assertThat(RecordingSink.refusal(target.format, "<a:b/>"))
          .hasMessageContaining("ElementPrefixUnbound a, a:b");
      assertThat(RecordingSink.refusal(target.format, "").code()).isEqualTo("xml-malformed");
      assertThat(RecordingSink.refusal(target.format, "no xml").code()).isEqualTo("xml-malformed");
      assertThat(RecordingSink.refusal(target.format, target.open()).code())
          .isEqualTo("xml-malformed");
    }
  }

  @Test
  void shouldPassOnWhatTheStreamFailsWith() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk gone");
          }
        };
    for (Target target : TARGETS) {
      InputStream in =
          new SequenceInputStream(
              new ByteArrayInputStream(target.open().getBytes(StandardCharsets.UTF_8)), broken);
      assertThatThrownBy(
              () -> target.format.read(in, FormatOptions.defaults(), new RecordingSink()))
          .isInstanceOf(IOException.class)
          .hasMessage("disk gone");
    }
  }

  @Test
  void shouldReadOtherEncodings() {
    List<String> names = new ArrayList<>();
    for (String encoding : List.of("UTF-8", "UTF-16", "ISO-8859-1")) {
      String document =
          "<?xml version=\"1.0\" encoding=\""
              + encoding
              + "\"?><GL_MarketDocument><TimeSeries><mRID>é</mRID></TimeSeries></GL_MarketDocument>";
      try {
        new LoadProfileFormat()
            .read(
                new ByteArrayInputStream(document.getBytes(encoding)),
                FormatOptions.defaults(),
                new RecordingSink());
        names.add(encoding);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(names).hasSize(3);
  }

  private static InputStream endless(String start, String repeated, AtomicLong read) {
    byte[] first = start.getBytes(StandardCharsets.UTF_8);
    byte[] then = repeated.getBytes(StandardCharsets.UTF_8);
    return new InputStream() {
      @Override
      public int read() {
        long at = read.getAndIncrement();
        return at < first.length
            ? first[(int) at]
            : then[(int) ((at - first.length) % then.length)];
      }
    };
  }
}
