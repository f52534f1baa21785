/** Facts about Shapely, geospatial files, networkx. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const geometryFacts: readonly FactGroup[] = [
  {
    confidence: 'inferred', medium: 'disk',
    rows: [
      ['networkx.shortest_path', 'python', 'pure Python'],
      ['networkx.pagerank', 'native', 'scipy sparse'],
      ['geopandas.read_file', 'io', 'pyogrio/fiona'],
      ['geopandas.sjoin', 'native', 'shapely STRtree'],
      ['rasterio.DatasetReader.read', 'io', 'with nogil around GDALDatasetRasterIO'],
    ],
  },
  {
    from: 'shapely@330e9d33:src/ufuncs.c:',
    rows: [
      ['shapely.buffer', 'native', 'buffer_func', { when: 'released for the whole loop over the array' }],
      ['shapely.union_all', 'native', 'create_collection_func'],
      ['shapely.make_valid', 'native', 'make_valid_with_params_func'],
      ['shapely.points', 'native', 'points_func'],
      ['shapely.linestrings', 'native', 'linestrings_func'],
      ['shapely.polygons', 'native', 'polygons_func'],
      ['shapely.from_wkb', 'held', 'from_wkb_func; GEOS_INIT, no thread release'],
      ['shapely.to_wkb', 'held', 'to_wkb_func; GEOS_INIT, no thread release'],
      ['shapely.from_wkt', 'held', 'from_wkt_func; GEOS_INIT, no thread release'],
      ['shapely.to_wkt', 'held', 'to_wkt_func; GEOS_INIT, no thread release'],
      ['shapely.from_geojson', 'held', 'from_geojson_func; GEOS_INIT, no thread release'],
      ['shapely.relate', 'held', 'relate_func; GEOS_INIT, no thread release'],
      ['shapely.polygonize', 'held', 'polygonize_func; GEOS_INIT, no thread release'],
      ['shapely.is_valid_reason', 'held', 'is_valid_reason_func; GEOS_INIT, no thread release'],
    ],
  },
  {
    rows: [
      ['shapely.intersection', 'native', 'shapely@330e9d33:src/geos_funcs_YY_Y.c:GEOS_INIT_THREADS', { when: 'released for the whole loop over the array' }],
      ['shapely.STRtree.query', 'native', 'shapely@330e9d33:src/strtree.c:GEOS_INIT_THREADS', { when: 'building the tree holds' }],
    ],
  },
];
