"""What must hold of hazards and readiness at every moment, whatever happened before. Read straight from the tables, so
that no query of the product can hide a breach."""

from heating.hazards import rollups
from heating.storage import fetch

_OPEN = "status IN ('reported', 'rectifying', 'rectified')"

BREACHES: dict[str, str] = {
    "ready with an open major hazard and no override that names it": f"""
        SELECT r.site_id AS subject FROM site_readiness r JOIN hazard h ON h.site_id = r.site_id
        LEFT JOIN readiness_override o ON o.open_site_id = r.site_id AND o.expires_on >= r.assessed_on
            AND o.hazards_json LIKE '%"' || CAST(h.id AS TEXT) || '":"major"%'
        WHERE r.state = 'ready' AND h.{_OPEN} AND h.grade = 'major' AND NOT h.weak_link AND o.id IS NULL""",
    "ready with a grave hazard that has no plan and no override that names it": f"""
        SELECT r.site_id AS subject FROM site_readiness r JOIN hazard h ON h.site_id = r.site_id
        LEFT JOIN readiness_override o ON o.open_site_id = r.site_id AND o.expires_on >= r.assessed_on
            AND o.hazards_json LIKE '%"' || CAST(h.id AS TEXT) || '":%'
        WHERE r.state = 'ready' AND h.{_OPEN} AND h.grade IN ('larger', 'major') AND NOT h.weak_link
            AND h.planned_at IS NULL AND o.id IS NULL""",
    "a hazard without a responsible unit": """
        SELECT h.id AS subject FROM hazard h LEFT JOIN organization o ON o.path = COALESCE(h.unit_path,
            h.organization_path) WHERE o.path IS NULL""",
    "a hazard without a responsible person": """
        SELECT h.id AS subject FROM hazard h LEFT JOIN user_account u ON u.id = h.responsible_id WHERE u.id IS NULL""",
    "closed without a verifier": "SELECT id AS subject FROM hazard WHERE status = 'closed' AND closed_by_id IS NULL",
    "closed by whoever rectified it": """
        SELECT id AS subject FROM hazard WHERE status = 'closed'
            AND (rectified_by_id IS NULL OR closed_by_id = rectified_by_id)""",
    "closed by somebody of the crew that rectified it": """
        SELECT h.id AS subject FROM hazard h JOIN hazard_step s ON s.hazard_id = h.id AND s.step = 'accept'
        WHERE h.status = 'closed' AND s.happened_at = h.closed_at AND s.organization_path = h.rectified_crew""",
    "the state of a hazard is not where its last step led": """
        SELECT h.id AS subject FROM hazard h WHERE h.status <> COALESCE((SELECT s.to_status FROM hazard_step s
            WHERE s.hazard_id = h.id ORDER BY s.place DESC LIMIT 1), 'reported')""",
    "an open hazard that no clock watches": f"""
        SELECT h.id AS subject FROM hazard h WHERE h.{_OPEN} AND NOT EXISTS (SELECT 1 FROM deadline d
            WHERE d.subject_id = h.id AND d.ended_at IS NULL AND d.name = CASE h.status WHEN 'reported' THEN 'confirm'
            WHEN 'rectified' THEN 'verify' ELSE 'rectify' END)""",
    "a clock that runs on a hazard that is over": f"""
        SELECT h.id AS subject FROM hazard h JOIN deadline d ON d.subject_id = h.id AND d.ended_at IS NULL
        WHERE NOT h.{_OPEN}""",
    "a hazard whose due time is not its tightest clock's": """
        SELECT h.id AS subject FROM hazard h WHERE COALESCE(CAST(h.due_at AS TEXT), '') <> COALESCE((SELECT
            CAST(min(d.due_at) AS TEXT) FROM deadline d WHERE d.subject_id = h.id AND d.ended_at IS NULL), '')""",
    "a complete plan with gaps": """
        SELECT id AS subject FROM hazard WHERE planned_at IS NOT NULL AND (plan_json LIKE '%"funds":null%'
            OR plan_json LIKE '%"responsibility":null%' OR plan_json LIKE '%"time_limit_on":null%')""",
    "two overrides of one site at a time": """
        SELECT open_site_id AS subject FROM readiness_override WHERE open_site_id IS NOT NULL
        GROUP BY open_site_id HAVING count(*) > 1""",
}


async def untruths() -> list[str]:
    found = [f"{breach}: {row['subject']}" for breach, sql in BREACHES.items() for row in await fetch(sql, writer=True)]
    return found + [f"counts of site {one.site}: {one.kept}, counted {one.counted}" for one in await rollups.compare()]
