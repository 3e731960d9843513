package io.commonwatt.forecasting.boost;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;

/** Provenance of rows that never were a Tribuo data set. */
public final class RowsProvenance extends DatasetProvenance {
  private static final long serialVersionUID = 1L;

  RowsProvenance(DataProvenance source, int rows, int columns, int outputs) {
    super(
        source,
        new ListProvenance<ObjectProvenance>(),
        "learning rows",
        true,
        false,
        rows,
        columns,
        outputs);
  }

  /** Called by Tribuo when a model is read. */
  public RowsProvenance(Map<String, Provenance> provenances) {
    super(provenances);
  }
}
