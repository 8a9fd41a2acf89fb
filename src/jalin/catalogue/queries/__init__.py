"""What pages read. Each function says whom it answers; what a person may not know is `NotKnown`.

The number of questions to the database does not depend on the number of rows.
"""

from jalin.bibliographic.comparison import Breakdown
from jalin.catalogue.queries.catalogues import (
    CatalogueRow,
    catalogue,
    catalogues,
)
from jalin.catalogue.queries.comparisons import (
    ComparisonRow,
    ComparisonView,
    ListPage,
    Part,
    comparison,
    comparison_list,
    comparisons,
)
from jalin.catalogue.queries.exports import (
    ExportForm,
    export_list,
    export_publications,
    export_record,
)
from jalin.catalogue.queries.imports import (
    FaultKind,
    ImportView,
    JobView,
    faults,
    import_detail,
    imports,
    job_detail,
    jobs,
    jobs_after,
)
from jalin.catalogue.queries.publications import (
    Match,
    PublicationRow,
    RecordDetail,
    publication,
    record_detail,
)
from jalin.catalogue.queries.reviews import (
    DecisionRow,
    ReviewLine,
    ReviewPair,
    ReviewState,
    decisions,
    next_pair,
    review_pair,
    review_state,
    reviews,
)
from jalin.catalogue.queries.searching import SearchPage, found_publications, search, suggest

__all__ = [
    "Breakdown",
    "CatalogueRow",
    "ComparisonRow",
    "ComparisonView",
    "DecisionRow",
    "ExportForm",
    "FaultKind",
    "ImportView",
    "JobView",
    "ListPage",
    "Match",
    "Part",
    "PublicationRow",
    "RecordDetail",
    "ReviewLine",
    "ReviewPair",
    "ReviewState",
    "SearchPage",
    "catalogue",
    "catalogues",
    "comparison",
    "comparison_list",
    "comparisons",
    "decisions",
    "export_list",
    "export_publications",
    "export_record",
    "faults",
    "found_publications",
    "import_detail",
    "imports",
    "job_detail",
    "jobs",
    "jobs_after",
    "next_pair",
    "publication",
    "record_detail",
    "review_pair",
    "review_state",
    "reviews",
    "search",
    "suggest",
]
