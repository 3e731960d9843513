package io.commonwatt.contracts.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommunityFileWriterTest {

  @Test
  void shouldReadTheSampleAndWriteItBack(@TempDir Path folder) throws IOException {
    CommunityFile sample = sample();
    assertThat(sample.communities()).hasSize(1);
    assertThat(sample.feeders()).hasSize(2);
    assertThat(sample.usagePoints()).hasSize(3);
    assertThat(sample.strategies()).hasSize(3);
    Path path = folder.resolve("written.yaml");
    CommunityFile written = CommunityFileWriter.write(sample, path);
    assertThat(written).isEqualTo(CommunityFileReader.read(path));
    assertThat(withHash(written, sample.sha256())).isEqualTo(sample);
    assertThat(CommunityFileWriter.format(written)).isEqualTo(Files.readString(path));
  }

  @Test
  void shouldWriteNothingThatARunWouldRefuse(@TempDir Path folder) throws IOException {
    CommunityFile sample = sample();
    CommunityFile broken =
        new CommunityFile(
            sample.currency(),
            sample.timeZone(),
            false,
            sample.communities(),
            sample.feeders(),
            sample.places(),
            sample.markets(),
            List.of(),
            sample.usagePoints(),
            sample.meterInstallations(),
            sample.resources(),
            sample.tariffs(),
            sample.strategies(),
            "");
    Path path = folder.resolve("broken.yaml");
    assertThatThrownBy(() -> CommunityFileWriter.write(broken, path))
        .isInstanceOf(CommunityFileException.class)
        .hasMessageContaining("member refers to 'm-ahmed', which the file does not have; add it");
    assertThat(path).doesNotExist();
  }

  @Property(tries = 300)
  void shouldWriteAnyNameSoThatItReadsBackTheSame(
      @ForAll @NotBlank @StringLength(max = 30) String name) {
    String text = "currency: EUR\ntimeZone: UTC\nmembers: [{id: m1, name: x}]\n";
    CommunityFile file = parse(text);
    CommunityFile named =
        new CommunityFile(
            "EUR",
            file.timeZone(),
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Member("m1", name)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            file.sha256());
    CommunityFile readBack = parse(CommunityFileWriter.format(named));
    assertThat(readBack.members()).containsExactly(new Member("m1", name));
  }

  static CommunityFile sample() throws IOException {
    Optional<Path> path = Repository.find("docs/community.yaml");
    Assumptions.assumeTrue(path.isPresent(), "docs/community.yaml is not there");
    return CommunityFileReader.read(path.get());
  }

  private static CommunityFile parse(String text) {
    return CommunityFileReader.parse("c.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static CommunityFile withHash(CommunityFile file, String sha256) {
    return new CommunityFile(
        file.currency(),
        file.timeZone(),
        file.simulatedResources(),
        file.communities(),
        file.feeders(),
        file.places(),
        file.markets(),
        file.members(),
        file.usagePoints(),
        file.meterInstallations(),
        file.resources(),
        file.tariffs(),
        file.strategies(),
        sha256);
  }
}
