/** Facts about Shapely, geospatial files, networkx. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const geometryFacts: readonly FactGroup[] = [
  {
    confidence: 'inferred', medium: 'disk',
    rows: [
      ['networkx.*', 'python', 'pure Python over dictionaries'],
      ['networkx.pagerank', 'native', 'scipy sparse'],
      ['geopandas.GeoDataFrame.to_file', 'io', 'pyogrio/fiona'],
      ['fiona.open', 'io', 'GDAL through Cython'],
      ['rasterio.open', 'io', 'GDAL through Cython'],
      ['rasterio.DatasetWriter.write', 'io', 'with nogil around GDALDatasetRasterIO'],
      ['rasterio.{features.rasterize,features.shapes,warp.reproject,mask.mask,merge.merge}', 'native', 'GDAL through Cython, with nogil around the work'],
      ['pyproj.Transformer.transform', 'native', 'Cython, with nogil around proj_trans'],
      ['shapely.geometry.{Polygon,Point,LineString,MultiPolygon,box}', 'held', 'constant cost'],
      ['{shapely.geometry.base.BaseGeometry,shapely.geometry.Polygon,shapely.geometry.Point,shapely.geometry.LineString,shapely.geometry.MultiPolygon}.{contains,intersects,within,distance,touches,intersection,union,difference,buffer,simplify}', 'native', 'one call of GEOS; released by ctypes in shapely 1 and by the ufunc in shapely 2'],
      ['{shapely.ops.unary_union,shapely.ops.cascaded_union,shapely.ops.transform,shapely.ops.nearest_points}', 'native', 'calls of GEOS'],
      ['{shapely.wkt.loads,shapely.wkt.dumps,shapely.wkb.loads,shapely.wkb.dumps}', 'held', 'short calls of GEOS'],
      ['folium.{Map.save,Marker,Map}', 'python', 'templates in Python'],
      ['geopandas.read_file', 'io', 'pyogrio/fiona'],
      ['geopandas.sjoin', 'native', 'shapely STRtree'],
      ['rasterio.DatasetReader.read', 'io', 'with nogil around GDALDatasetRasterIO'],
    ],
  },
  {
    from: 'OSGeo/gdal#4078: SWIG is run with -threads, which releases around every call', confidence: 'documentation', medium: 'disk',
    rows: [
      ['osgeo.gdal.{Open,OpenEx,Warp,Translate,Rasterize,BuildVRT,Grid,DEMProcessing,VectorTranslate}', 'io', ''],
      ['osgeo.gdal.{Dataset,Band}.{ReadAsArray,WriteArray,ReadRaster,WriteRaster,FlushCache,ComputeStatistics}', 'io', ''],
      ['osgeo.ogr.{Open,DataSource.GetLayer,Layer.GetNextFeature,Layer.CreateFeature}', 'io', ''],
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
